using System.Collections.Immutable;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>What the daemon has done since it began, in numbers.</summary>
internal sealed class LifecycleTally
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _rebuilt = new(StringComparer.Ordinal);
    private IReadOnlyList<LookedAt> _last = [];
    private IReadOnlyList<RebuiltImage> _lastRebuilt = [];
    private ScheduleState _schedule = new();
    private string? _running;

    /// <summary>What people were told.</summary>
    internal NotificationTally Notifications { get; } = new();

    /// <summary>A look has ended.</summary>
    internal void Saw(IReadOnlyList<LookedAt> found)
    {
        lock (_gate)
        {
            _last = found;
            foreach (var one in found)
                _asked[one.Build.Name] = _asked.GetValueOrDefault(one.Build.Name) + (one.HasAsked ? 1 : 0);
        }
    }

    /// <summary>A look at what images are built from has ended.</summary>
    internal void Rebuilt(IReadOnlyList<RebuiltImage> found)
    {
        lock (_gate)
        {
            _lastRebuilt = found;
            foreach (var one in found)
                _rebuilt[one.Image.Name] = _rebuilt.GetValueOrDefault(one.Image.Name) + (one.HasAsked ? 1 : 0);
        }
    }

    /// <summary>What is known of the commands of the schedule, and which of them runs; null: none.</summary>
    internal void Ran(ScheduleState known, string? running)
    {
        lock (_gate)
            (_schedule, _running) = (known, running);
    }

    /// <summary>The metrics as they are now.</summary>
    internal IReadOnlyList<Metric> Metrics()
    {
        lock (_gate)
        {
            return
            [
                new("lifecycle_builds", MetricKind.Gauge, "Images that are built of mirrors, as lifecycle.yaml has them", [new MetricSample(_last.Count)]),
                new("lifecycle_build_requests", MetricKind.Counter, "Requests that were written into the queue of build-runner", Asked()),
                new("lifecycle_build_state", MetricKind.Gauge, "1 for the state of the newest request of a build", States()),
                new("lifecycle_rebuild_requests", MetricKind.Counter, "Requests that were written because what an image is built from moved, or somebody wants it", [.. _rebuilt.Select(one => new MetricSample(one.Value, "image", one.Key))]),
                new("lifecycle_rebuilds", MetricKind.Gauge, "Images by what was decided about building them again", Decided()),
                .. ScheduleMetrics.Of(_schedule, _running),
                .. Notifications.Metrics(),
            ];
        }
    }

    private ImmutableArray<MetricSample> Asked() => [.. _asked.Select(one => new MetricSample(one.Value, "build", one.Key))];

    private ImmutableArray<MetricSample> Decided() =>
        [.. _lastRebuilt.GroupBy(one => one.Decision.Word, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new MetricSample(group.Count(), "state", group.Key))];

    private ImmutableArray<MetricSample> States() => [.. _last.Select(one => new MetricSample(1, [new("build", one.Build.Name), new("state", one.Word)]))];
}
