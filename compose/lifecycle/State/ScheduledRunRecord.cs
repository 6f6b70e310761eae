using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>What is known of a command of the schedule. Times are UTC.</summary>
/// <param name="Command">As the section <c>schedule</c> names it.</param>
/// <param name="CountsFrom">The first time of the schedule after this moment is the next run: the start of the last run, or when the command came on the schedule.</param>
public sealed record ScheduledRunRecord(string Command, DateTimeOffset CountsFrom)
{
    /// <summary>When it began last; null: never.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last run that came to its end ended; null: none did. Before <see cref="StartedAt"/>: the last one runs, or the process ended before it did.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How that one ended: <c>ok</c>, <c>failed</c> or <c>busy</c>, where somebody else was at it; null: none did. It holds while the next one runs.</summary>
    public string? Result { get; init; }

    /// <summary>What that one said last, or the first thing that went wrong.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>When it last ended with <c>ok</c>; null: never.</summary>
    public DateTimeOffset? SucceededAt { get; init; }

    /// <summary>How often in a row it was begun and did not end.</summary>
    public int Interruptions { get; init; }

    /// <summary>Whether it was begun and did not end.</summary>
    [JsonIgnore]
    public bool IsOpen => StartedAt is { } started && !(EndedAt >= started);
}
