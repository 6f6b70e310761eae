using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Status;

/// <summary>The janitor's metrics. Figures of the store are as of the end of the last pass; what is not known is left out, never 0.</summary>
internal static class StatusMetrics
{
    /// <summary>All of them, in the order in which they are read.</summary>
    public static IEnumerable<Metric> Of(StatusView view)
    {
        var (snapshot, totals) = (view.Snapshot, view.Snapshot.Totals);
        return
        [
            new("janitor_build", MetricKind.Info, "Which janitor this is", [new(1, "version", view.Version)]),
            Gauge("process_start_time_seconds", "When the process began, since 1970", Unix(view.StartedAt)),
            Gauge("janitor_interval_seconds", "From the start of one pass to the start of the next", view.Interval.TotalSeconds),
            Gauge("janitor_healthy", "1 while the loop does its work, as /healthz judges", view.Health.Healthy ? 1 : 0),
            Gauge("janitor_pass_running", "1 while a pass runs", view.RunningSince is null ? 0 : 1),
            new("janitor_passes", MetricKind.Counter, "Passes that have ended; busy: another janitor was at work",
                [new(totals.Succeeded, "result", "succeeded"), new(totals.Failed, "result", "failed"), new(totals.Busy, "result", "busy")]),
            Gauge("janitor_last_pass_timestamp_seconds", "When the last pass ended, since 1970", Unix(snapshot.Last?.EndedAt)),
            Gauge("janitor_last_success_timestamp_seconds", "When a pass last ended well, since 1970, also before this process began", Unix(snapshot.LastSuccessAt)),
            Gauge("janitor_pass_duration_seconds", "How long the last pass took", snapshot.Last?.Ended.Took.TotalSeconds),
            Counter("janitor_tags_evicted", "Tags that went", totals.TagsEvicted),
            Counter("janitor_manifests_removed", "Manifests that went", totals.ManifestsRemoved),
            Counter("janitor_blobs_collected", "Blobs that went", totals.BlobsCollected),
            Counter("janitor_reclaimed_bytes", "What those blobs took", totals.BytesFreed),
            Gauge("janitor_store_bytes", "What all blobs take", snapshot.Usage?.Bytes),
            Gauge("janitor_store_blobs", "How many blobs there are", snapshot.Usage?.Blobs),
            Gauge("janitor_store_unreferenced_bytes", "What the blobs take that no tag leads to", snapshot.Usage?.UnreferencedBytes),
            Gauge("janitor_repositories", "How many repositories there are", view.Repositories),
            Gauge("janitor_tags", "How many tags there are", view.Tags),
            Gauge("janitor_restorable_tags", "Evicted tags that can still come back", snapshot.Last is null ? null : view.Restorable.Length),
            new("janitor_faults", MetricKind.Gauge, "What is not as it should be in the store; unreadable: nothing that it may refer to is removed", snapshot.Last?.Account is { } account
                ? [.. FaultKind.All.Select(kind => new MetricSample(account.Faults.Count(fault => string.Equals(FaultKind.Of(fault), kind, StringComparison.Ordinal)), "kind", kind))]
                : []),
            Gauge("janitor_space_short", "1 when the last pass found less space than the limits for it want", snapshot.Last?.Account is { } told ? (told.Space is null ? 0 : 1) : null),
            Gauge("janitor_filesystem_size_bytes", "The file system that the store is on", view.Space?.SizeBytes),
            Gauge("janitor_filesystem_free_bytes", "What may still be written to it", view.Space?.FreeBytes),
        ];
    }

    private static Metric Gauge(string name, string help, double? value) => new(name, MetricKind.Gauge, help, value is { } known ? [new(known)] : []);

    private static Metric Counter(string name, string help, double value) => new(name, MetricKind.Counter, help, [new(value)]);

    private static double? Unix(DateTimeOffset? moment) => moment?.ToUnixTimeMilliseconds() / 1000.0;
}
