using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Notifying.Support;

/// <summary>Looks at a small world, written as a line: <c>app:failed:app-1 mirror:m:failed eol:critical janitor:failed space:5 run:sync:failed sync:failed wave:w:done</c>.</summary>
internal static class Looks
{
    private static readonly LifecycleFile s_file = Given.File("sync: { entries: [{ source: alpine, target: 'r:1/alpine', tag: '3' }] }");

    /// <summary>A file that wants nothing.</summary>
    public static LifecycleFile Empty { get; } = Given.File("{}");

    public static Sighting At(string world, LifecycleFile? file = null)
    {
        var words = world.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(':')).ToList();
        return new Sighting(
            file ?? s_file,
            new StatusReport(FakeClock.Start, "1.0", new EndOfLifeThresholds(30, 90))
            {
                Images = [.. words.Where(word => word[0] is not ("mirror" or "eol" or "janitor" or "space" or "run" or "sync" or "wave")).Select(Image)],
                Mirrors = [.. words.Where(word => word[0] is "mirror").Select(word => new MirroredRepository(word[1]) { Outcome = word[2], Cause = word[2] is "failed" ? "it wants a login" : null, Cure = word[2] is "failed" ? "Give one" : null })],
                Copies = [.. words.Where(word => word[0] is "eol").SelectMany(Copies)],
                Janitor = Janitor(words),
            },
            new SyncState { Entries = [.. words.Where(word => word[0] is "sync").Select(word => new SyncEntryRecord("docker.io/library/alpine", "r:1/alpine") { Result = word[1], Sentence = "docker.io is away" })] },
            new ScheduleState { Commands = [.. words.Where(word => word[0] is "run").Select(word => new ScheduledRunRecord(word[1], FakeClock.Start) { Result = word[2].Length > 0 ? word[2] : null, Sentence = "it said so" })] })
        {
            Waves = [.. words.Where(word => word[0] is "wave").Select(word => new WaveNews(word[1], word[2], word[2] is "failed" ? Gravity.Bad : Gravity.Note, $"wave {word[1]} {word[2]}", ""))],
        };
    }

    private static BuiltImage Image(string[] word) => new(word[0], new BuildOrigin.Mirror(word[0], null, null), word[1] switch
    {
        "waits" => new LastBuild.Pending(word[2], word[1]),
        "gone" => new LastBuild.Gone(word[2]),
        "never" => new LastBuild.Never(),
        var status => new LastBuild.Ended(new EndedBuild(word[2], status) { Error = status is "succeeded" ? null : "It ended with exit code 2", Pushed = status is "succeeded" ? [$"r:1/{word[0]}:latest"] : [] }),
    });

    private static IEnumerable<CopiedImage> Copies(string[] word) => Enumerable.Range(0, 5).Select(number => new CopiedImage("r:1/alpine", "docker.io/library/alpine", $"3.21.{number}")
    {
        Verdict = new EndOfLifeVerdict(Enum.Parse<EndOfLifeState>(word[1], ignoreCase: true), "alpine", "alpine 3.21 ends soon") { Cycle = "3.21" },
    });

    private static JanitorReading Janitor(List<string[]> words)
    {
        var (pass, space) = (words.Find(word => word[0] is "janitor")?[1], words.Find(word => word[0] is "space")?[1]);
        if (pass is "silent")
            return new JanitorReading.Silent("The janitor does not answer");
        return pass is null && space is null ? new JanitorReading.NotAsked() : new JanitorReading.Told(new JanitorStatus(pass is not "ill", "the loop is stuck")
        {
            LastPass = pass is null ? null : new JanitorPass(FakeClock.Start, pass is not "failed", 0, 0) { Why = pass is "failed" ? "a blob cannot be read" : null },
            FreeBytes = space is null ? null : long.Parse(space, System.Globalization.CultureInfo.InvariantCulture),
            SizeBytes = 100,
        });
    }
}
