using System.Collections.Immutable;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>
/// The metrics. The first nine have names, labels and meanings of bachp/git-mirror, so that dashboards for it go on; there a figure is absent until something
/// happened, here it is 0. No label has a user name or password.
/// </summary>
internal static class MirrorMetrics
{
    /// <summary>All of them, in the order in which they are read.</summary>
    /// <param name="report">What passes have left.</param>
    /// <param name="last">The last pass; null before the first has ended.</param>
    /// <param name="state">The state of a mirror; null: it was never tried.</param>
    /// <param name="bytes">What its repository takes; null: not known.</param>
    public static IEnumerable<Metric> Of(PassReport report, EndedPass? last, Func<Mirror, MirrorState?> state, Func<MirrorName, long?> bytes)
    {
        var turns = report.Turns.ToList();
        var skipped = report.Mirrors.Count(mirror => mirror.Skip) + report.Unready.Count;
        var states = report.Mirrors.Select(mirror => (Mirror: mirror, State: state(mirror))).ToList();
        return
        [
            Total("git_mirror_total", "Projects of the list", report.Mirrors.Count + report.Unready.Count),
            Total("git_mirror_skip", "Projects that are to be left as they are, or of which no mirror can be made", skipped),
            Total("git_mirror_fail", "Mirrors that are not like their upstream", turns.Count(turn => turn.Fault is not null)),
            Total("git_mirror_timeout", "Those of them that a time limit ended", turns.Count(turn => turn.TimedOut)),
            Total("git_mirror_ok", "Mirrors that are like their upstream", turns.Count(turn => turn.Fault is null)),
            Total("git_mirror_start_time", "When the last pass began, in seconds since 1970", Unix(last?.BeganAt)),
            Total("git_mirror_end_time", "When the last pass ended, in seconds since 1970", Unix(last?.BeganAt + last?.Took)),
            Turns("git_mirror_project_start", "When the last turn of a mirror began, in seconds since 1970", turn => turn.StartedAt),
            Turns("git_mirror_project_end", "When it ended, well or not, in seconds since 1970", turn => turn.EndedAt),
            Each("git_mirror_last_success_timestamp_seconds", "When a mirror was last known to be like its upstream; 0: never", one => Unix(one.State?.SucceededAt)),
            new("git_mirror_state", MetricKind.Gauge, "1 for what is true of a mirror: ok, skipped, never-fetched, or the code of its fault or of its destination's",
            [
                .. states.Select(one => State(one.Mirror.Name.Value, one.Mirror.Skip ? "skipped" : one.State is null ? "never-fetched" : one.State.Fault?.Code ?? one.State.Destination?.Fault?.Code ?? "ok"))
                    .Concat(report.Unready.Select(project => State(project.Path, project.Fault.Code)))
                    .DistinctBy(sample => sample.Labels[0].Value, StringComparer.Ordinal),
            ]),
            Each("git_mirror_refs", "Branches and tags of a mirror", one => one.State?.Refs ?? 0),
            Each("git_mirror_disk_bytes", "What a mirror takes", one => bytes(one.Mirror.Name)),
            Each("git_mirror_failures", "Failures of a mirror or of its destination in a row", one => Math.Max(one.State?.Failures ?? 0, one.State?.Destination?.Failures ?? 0)),
            Total("git_mirror_list_ok", "1 when the last list could be had, else the one before is used", report.ListIsGood ? 1 : 0),
        ];

        Metric Total(string name, string help, double value) => new(name, MetricKind.Gauge, help, [new(value, "mirror", Source())]);

        Metric Turns(string name, string help, Func<MirrorRecord, DateTimeOffset> moment) => new(name, MetricKind.Gauge, help,
        [
            .. turns.DistinctBy(Names).Select(turn => new MetricSample(
                Unix(moment(turn)), [new("origin", Names(turn).Origin), new("destination", Names(turn).Destination), new("mirror", Source())])),
        ]);

        Metric Each(string name, string help, Func<(Mirror Mirror, MirrorState? State), double?> value) => new(name, MetricKind.Gauge, help,
            [.. states.Where(one => value(one) is not null).Select(one => new MetricSample(value(one)!.Value, "project", one.Mirror.Name.Value))]);

        string Source() => PublicAddress.Of(report.Source);
    }

    /// <summary>Where a mirror comes from and where it goes: its name where it goes no further than this disk.</summary>
    public static (string Origin, string Destination) Names(MirrorRecord turn) => Names(turn.Mirror);

    /// <inheritdoc cref="Names(MirrorRecord)"/>
    public static (string Origin, string Destination) Names(Mirror mirror) =>
        (PublicAddress.Of($"{mirror.Upstream}"), mirror.Destination is { } destination ? PublicAddress.Of($"{destination.Url}") : mirror.Name.Value);

    private static MetricSample State(string project, string code) => new(1, ImmutableArray.Create(new MetricLabel("project", project), new("code", code)));

    private static double Unix(DateTimeOffset? moment) => moment is { } known ? known.ToUnixTimeMilliseconds() / 1000.0 : 0;
}
