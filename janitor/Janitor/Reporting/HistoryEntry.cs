namespace RegistryJanitor.Reporting;

/// <summary>A pass, as the charts of the status page need it.</summary>
/// <param name="EndedAt">When, UTC.</param>
/// <param name="Succeeded">All that it set out to do was done.</param>
/// <param name="BytesFreed">What it gave back.</param>
/// <param name="TagsEvicted">How many tags went.</param>
/// <param name="StoreBytes">What the store took after it; null when that was not counted.</param>
public sealed record HistoryEntry(DateTimeOffset EndedAt, bool Succeeded, long BytesFreed, int TagsEvicted, long? StoreBytes)
{
    /// <summary>The entry of a pass.</summary>
    public static HistoryEntry Of(PassReport report) =>
        new(report.EndedAt, report.Succeeded, report.Account?.Counts.BytesFreed ?? 0, report.Account?.Counts.TagsEvicted ?? 0, report.Usage?.Bytes);
}
