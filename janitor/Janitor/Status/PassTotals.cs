using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Status;

/// <summary>Sums over all passes of this process.</summary>
internal sealed record PassTotals(
    int Succeeded, int Failed, int Busy, long TagsEvicted, long ManifestsRemoved, long BlobsCollected, long BytesFreed)
{
    /// <summary>Before the first pass.</summary>
    public static PassTotals None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>With one more. A dry run counts as a pass and changes no other sum.</summary>
    public PassTotals With(PassReport report)
    {
        var totals = report.Ended.Result switch
        {
            PassResult.Succeeded => this with { Succeeded = Succeeded + 1 },
            PassResult.Busy => this with { Busy = Busy + 1 },
            _ => this with { Failed = Failed + 1 },
        };
        if (report is not { IsDryRun: false, Account.Counts: { } counts })
            return totals;
        return totals with
        {
            TagsEvicted = TagsEvicted + counts.TagsEvicted,
            ManifestsRemoved = ManifestsRemoved + counts.ManifestsRemoved,
            BlobsCollected = BlobsCollected + counts.BlobsCollected,
            BytesFreed = BytesFreed + counts.BytesFreed,
        };
    }
}
