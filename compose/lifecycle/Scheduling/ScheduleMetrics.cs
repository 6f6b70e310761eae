using System.Collections.Immutable;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>What is told of the commands of the section <c>schedule</c>, in numbers.</summary>
internal static class ScheduleMetrics
{
    /// <summary>The metrics.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="running">The command that runs; null: none.</param>
    internal static IReadOnlyList<Metric> Of(ScheduleState known, string? running) =>
    [
        new("lifecycle_run_running", MetricKind.Gauge, "1 while the schedule runs the command", [.. known.Commands.Select(one => Sample(one, one.Command.Equals(running, StringComparison.Ordinal) ? 1 : 0))]),
        new("lifecycle_run_failed", MetricKind.Gauge, "1 when the last run of the command by the schedule failed", [.. known.Commands.Select(one => Sample(one, one.Result is "failed" ? 1 : 0))]),
        new("lifecycle_run_ended_timestamp_seconds", MetricKind.Gauge, "When the schedule last ran the command to its end", Times(known, one => one.EndedAt)),
        new("lifecycle_run_succeeded_timestamp_seconds", MetricKind.Gauge, "When the schedule last ran the command with success", Times(known, one => one.SucceededAt)),
    ];

    private static ImmutableArray<MetricSample> Times(ScheduleState known, Func<ScheduledRunRecord, DateTimeOffset?> time) =>
        [.. known.Commands.Where(one => time(one) is not null).Select(one => Sample(one, time(one)!.Value.ToUnixTimeMilliseconds() / 1000.0))];

    private static MetricSample Sample(ScheduledRunRecord one, double value) => new(value, "command", one.Command);
}
