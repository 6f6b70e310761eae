using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Status;

/// <summary>All that page and metrics say, at one moment.</summary>
/// <param name="Now">That moment, UTC.</param>
/// <param name="Version">The janitor's.</param>
/// <param name="Policy">What it keeps, in words.</param>
/// <param name="StartedAt">When this process began, UTC.</param>
/// <param name="Interval">From the start of one pass to the start of the next.</param>
/// <param name="Health">How the loop is.</param>
/// <param name="RunningSince">When the pass that runs now began, UTC; null when none does.</param>
/// <param name="Snapshot">What the last pass has left.</param>
/// <param name="Space">The file system; null when the store is away.</param>
/// <param name="Next">What the next pass would do; null when that is not known.</param>
internal sealed record StatusView(
    DateTimeOffset Now,
    string Version,
    string Policy,
    DateTimeOffset StartedAt,
    TimeSpan Interval,
    HealthVerdict Health,
    DateTimeOffset? RunningSince,
    StatusSnapshot Snapshot,
    DiskSpace? Space,
    NextPlan? Next)
{
    /// <summary>The evicted tags whose time is not over.</summary>
    public ImmutableArray<EvictedTag> Restorable => [.. Snapshot.Restorable.Where(tag => tag.Until > Now)];

    /// <summary>How many repositories there are; null before the first pass.</summary>
    public int? Repositories => Snapshot.Usage?.Repositories.Length ?? Snapshot.Last?.Account?.Counts.Repositories;

    /// <summary>How many tags there are; null before the first pass.</summary>
    public int? Tags => Snapshot.Usage?.TagCount ?? Snapshot.Last?.Account?.Counts.TagsKept;
}
