using System.Collections.Immutable;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>What was told and what could not be, in numbers. Sinks are called by kind and host.</summary>
internal sealed class NotificationTally
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _ended = new(StringComparer.Ordinal);
    private Dictionary<NotificationSink, bool> _pending = [];

    /// <summary>These are the sinks now.</summary>
    internal void Has(IReadOnlyList<NotificationSink> sinks)
    {
        lock (_gate)
            _pending = sinks.ToDictionary(sink => sink, sink => _pending.GetValueOrDefault(sink));
    }

    /// <summary>A message has come to its end: <c>told</c>, <c>failed</c> or <c>refused</c>.</summary>
    internal void Ended(NotificationSink sink, string result)
    {
        lock (_gate)
        {
            if (!_ended.TryGetValue(sink.Name, out var results))
                _ended[sink.Name] = results = new(StringComparer.Ordinal);
            results[result] = results.GetValueOrDefault(result) + 1;
        }
    }

    /// <summary>Whether there is something that a sink could not be told.</summary>
    internal void Pending(NotificationSink sink, bool isPending)
    {
        lock (_gate)
            _pending[sink] = isPending;
    }

    /// <summary>The metrics as they are now.</summary>
    internal IReadOnlyList<Metric> Metrics()
    {
        lock (_gate)
        {
            return
            [
                new("lifecycle_notifications", MetricKind.Counter, "Messages by how they ended: told, failed, refused", Results()),
                new("lifecycle_notification_pending", MetricKind.Gauge, "1 while there is something that the sink could not be told", PendingBySink()),
            ];
        }
    }

    private ImmutableArray<MetricSample> Results() => [.. _ended.SelectMany(sink => sink.Value.Select(result => new MetricSample(result.Value, [new("sink", sink.Key), new("result", result.Key)])))];

    // Two topics of one server have one name.
    private ImmutableArray<MetricSample> PendingBySink() => [.. _pending.GroupBy(one => one.Key.Name, StringComparer.Ordinal).OrderBy(named => named.Key, StringComparer.Ordinal)
        .Select(named => new MetricSample(named.Any(one => one.Value) ? 1 : 0, "sink", named.Key))];
}
