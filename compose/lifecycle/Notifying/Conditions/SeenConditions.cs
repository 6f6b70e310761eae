using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Sync;

namespace RegistryJanitor.Lifecycle.Notifying.Conditions;

/// <summary>
/// How everything is, as far as that is known. Pure. A build that waits, an entry of sync that was put off, a run that is not over, a janitor that does not answer: nothing
/// is known of these, and what was told of them holds.
/// </summary>
public static class SeenConditions
{
    private const int MostNamed = 3;

    // As the alert StoreSpaceLow has it; between the two it stays what it was, or a disk at the edge would be told of all day.
    private const double LowShare = 0.10;
    private const double BackShare = 0.12;

    /// <summary>All of them, each subject once.</summary>
    public static IReadOnlyList<Condition> Of(Sighting seen) =>
    [
        .. Builds(seen.Report)
            .Concat(Copies(seen))
            .Concat(seen.Waves.Select(news => new Condition.Wave(news)))
            .Concat(EndsOfLife(seen.Report))
            .Concat(seen.Report.Mirrors.Select(Mirror))
            .Concat(Janitor(seen.Report.Janitor))
            .Concat(seen.Schedule.Commands.Select(Run).OfType<Condition>())
            .DistinctBy(condition => condition.Subject, StringComparer.Ordinal),
    ];

    // Two images of one name are told apart by the rest of what they are called.
    private static IEnumerable<Condition> Builds(StatusReport report) => report.Images.GroupBy(image => image.Name, StringComparer.Ordinal)
        .SelectMany(named => named.Select(image => (Image: image, Name: named.Skip(1).Any() && image.Image is { } whole ? whole : named.Key)))
        .Select(one => one.Image.Last is LastBuild.Ended ended ? new Condition.Build(one.Name, ended.Build) : null).OfType<Condition>();

    // Several entries may copy between the same repositories: one that fails is worse than one that does not.
    private static IEnumerable<Condition> Copies(Sighting seen) =>
        seen.Sync.Entries
            .Where(record => record.Result is SyncWords.Ok or SyncWords.Failed
                && seen.File.Sync.Entries.Any(entry => entry.Source.Name.Equals(record.Source, StringComparison.Ordinal) && entry.Target.Name.Equals(record.Target, StringComparison.Ordinal)))
            .OrderBy(record => record.Result is SyncWords.Ok)
            .Select(record => new Condition.Sync($"{record.Source} to {record.Target}", record.Result is SyncWords.Failed ? record.Sentence : null));

    // By cycle and not by image: a hundred tags of one release end on one day.
    private static IEnumerable<Condition> EndsOfLife(StatusReport report) =>
        report.Copies.Select(copy => (copy.Verdict, Name: copy.Tag is null ? copy.Name : $"{copy.Name}:{copy.Tag}"))
            .Concat(report.Images.Select(image => (image.Verdict, Name: image.Image ?? image.Name)))
            .Where(one => one.Verdict is { Cycle: not null, State: not EndOfLifeState.Unknown })
            .GroupBy(one => $"{one.Verdict!.Product} {one.Verdict.Cycle}", StringComparer.Ordinal)
            .Select(cycle => new Condition.EndOfLife(cycle.Key, cycle.First().Verdict!.State, cycle.First().Verdict!.Reason, Named([.. cycle.Select(one => one.Name)])));

    private static string Named(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    private static Condition.Mirror Mirror(MirroredRepository mirror) => new(mirror.Name, mirror switch
    {
        { IsWell: true } => null,
        { Cause: null } => "git-mirror does not say why",
        { Cure: null } => mirror.Cause,
        _ => $"{mirror.Cause}; {mirror.Cure}",
    });

    private static IEnumerable<Condition> Janitor(JanitorReading reading)
    {
        if (reading is not JanitorReading.Told { Status: var status })
            yield break;
        // Before its first pass has ended nobody knows how it is.
        if (status.LastPass is { } pass)
            yield return new Condition.Janitor(!pass.Succeeded ? pass.Why ?? status.Health : status.IsHealthy ? null : status.Health);
        if (status is not { FreeBytes: { } free, SizeBytes: { } size and > 0 })
            yield break;
        var share = (double)free / size;
        if (share is < LowShare or >= BackShare)
            yield return new Condition.Space(free, size, share < LowShare);
    }

    private static Condition.Run? Run(ScheduledRunRecord record) => record.Result switch
    {
        "ok" => new Condition.Run(record.Command, null),
        "failed" => new Condition.Run(record.Command, record.Sentence.Length > 0 ? record.Sentence : "The log of lifecycle has what it said"),
        _ => null,
    };
}
