using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Status;

/// <summary>What is known once a pass has ended.</summary>
/// <param name="Last">The last pass of this process that did anything; null before it.</param>
/// <param name="LastSuccessAt">When one last succeeded, UTC, in this process or, by the history, in an earlier one.</param>
/// <param name="Totals">Sums.</param>
/// <param name="History">For the charts, the oldest first.</param>
/// <param name="Usage">What takes the space, as it was last counted; null when it never was.</param>
/// <param name="Restorable">The evicted tags that could come back then.</param>
internal sealed record StatusSnapshot(
    PassReport? Last,
    DateTimeOffset? LastSuccessAt,
    PassTotals Totals,
    ImmutableArray<HistoryEntry> History,
    StoreUsage? Usage,
    ImmutableArray<EvictedTag> Restorable)
{
    /// <summary>Before the first pass of this process.</summary>
    public static StatusSnapshot At(ImmutableArray<HistoryEntry> history) =>
        new(null, history.LastOrDefault(entry => entry.Succeeded)?.EndedAt, PassTotals.None, history, null, []);

    /// <summary>After one more pass. One that found another janitor at work has learnt nothing.</summary>
    public StatusSnapshot With(PassReport report, ImmutableArray<EvictedTag> restorable) => report.Ended.Result is PassResult.Busy
        ? this with { Totals = Totals.With(report) }
        : new(
            report,
            report.Succeeded ? report.EndedAt : LastSuccessAt,
            Totals.With(report),
            [.. History.TakeLast(PassHistory.Longest - 1), HistoryEntry.Of(report)],
            report.Usage ?? Usage,
            restorable);
}
