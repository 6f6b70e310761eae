using System.Collections.Immutable;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.Daemon.Metrics;

namespace RegistryJanitor.BuildRunner.Reporting;

/// <summary>What a runner has done since it began, in numbers.</summary>
public sealed class RunnerTally
{
    private static readonly string[] s_statuses = [BuildStatus.Succeeded, BuildStatus.Failed, BuildStatus.Refused, BuildStatus.TimedOut, BuildStatus.Crashed];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _builds = new(StringComparer.Ordinal);
    private double _seconds;
    private int _waiting;
    private int _claimed;
    private bool _busy;

    /// <summary>The queue was looked at.</summary>
    public void Saw(QueueView view)
    {
        lock (_gate)
            (_waiting, _claimed) = (view.Requests.Count, view.Claims.Count);
    }

    /// <summary>A turn begins; disposing ends it.</summary>
    public IDisposable Works()
    {
        lock (_gate)
            _busy = true;
        return new Turn(this);
    }

    /// <summary>A request has its result.</summary>
    public void Ended(string status, TimeSpan took)
    {
        lock (_gate)
        {
            _builds[status] = _builds.GetValueOrDefault(status) + 1;
            _seconds += took.TotalSeconds;
        }
    }

    /// <summary>The metrics as they are now.</summary>
    public IReadOnlyList<Metric> Metrics()
    {
        lock (_gate)
        {
            return
            [
                new("build_runner_builds", MetricKind.Counter, "Requests that this runner gave their result, by status",
                    [.. s_statuses.Select(status => new MetricSample(_builds.GetValueOrDefault(status), "status", status))]),
                new("build_runner_build_seconds", MetricKind.Counter, "What they took together", [new MetricSample(_seconds)]),
                Gauge("build_runner_busy", "1 while this runner builds", _busy ? 1 : 0),
                Gauge("build_runner_requests", "Requests that wait, when this runner last looked", _waiting),
                Gauge("build_runner_claims", "Requests that a runner has, when this one last looked", _claimed),
            ];
        }
    }

    private static Metric Gauge(string name, string help, double value) => new(name, MetricKind.Gauge, help, ImmutableArray.Create(new MetricSample(value)));

    private sealed class Turn(RunnerTally tally) : IDisposable
    {
        public void Dispose()
        {
            lock (tally._gate)
                tally._busy = false;
        }
    }
}
