using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>One pass, as it is reported: in a file, as metrics, on the status page.</summary>
/// <param name="Version">The janitor's.</param>
/// <param name="Ended">When it began, how long it took, how it ended.</param>
/// <param name="IsDryRun">Then nothing was changed, and <paramref name="Account"/> says what would have been.</param>
/// <param name="Account">What it did; null when it failed before it came to its end.</param>
/// <param name="Usage">What takes the space after it; null when that is not known.</param>
public sealed record PassReport(string Version, EndedPass Ended, bool IsDryRun, PassAccount? Account, StoreUsage? Usage)
{
    /// <summary>The pass's name; by when it began, where it ended before it had one.</summary>
    public PassId Pass => Account?.Pass ?? PassId.At(Ended.BeganAt);

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset EndedAt => Ended.BeganAt + Ended.Took;

    /// <summary>All that it set out to do is done.</summary>
    public bool Succeeded => Ended.Result is PassResult.Succeeded;

    /// <summary>Why it failed or did nothing; null when it succeeded.</summary>
    public string? Why => Ended.Result switch
    {
        PassResult.Failed failed => failed.Sentence,
        PassResult.Busy busy => busy.Sentence,
        _ => null,
    };
}
