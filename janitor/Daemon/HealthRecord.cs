using System.Text.Json.Serialization;

namespace RegistryJanitor.Daemon;

/// <summary>What a running loop tells about itself.</summary>
/// <param name="StartedAt">When the newest pass began, UTC.</param>
/// <param name="FinishedAt">When it ended, UTC; null while it runs.</param>
/// <param name="Succeeded">
/// How the last pass ended that did its work: the newest, or while that one runs, the one before. True while none has ended yet. A pass
/// that found everything busy did no work and changes nothing here.
/// </param>
/// <param name="Failure">The sentence of that pass if it failed, else null.</param>
/// <param name="Interval">From start to start.</param>
/// <param name="ProcessId">Of the loop, as the loop sees it (in a container often 1).</param>
public sealed record HealthRecord(
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    bool Succeeded,
    string? Failure,
    TimeSpan Interval,
    int ProcessId)
{
    /// <summary>What failed of a pass that counts as succeeded, because it is no trouble of the loop; else null.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether the newest pass still runs.</summary>
    [JsonIgnore]
    public bool Running => FinishedAt is null;
}
