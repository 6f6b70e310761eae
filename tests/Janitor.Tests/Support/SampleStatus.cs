using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Reporting;
using RegistryJanitor.Status;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Support;

/// <summary>A janitor that has run for four days, at a fixed moment: everything that a page or a metric can show.</summary>
internal static class SampleStatus
{
    private const long Gibibyte = 1024L * 1024 * 1024;
    private const int Passes = 96;

    public static DateTimeOffset Now => FakeClock.Start;

    public static StatusView View(Func<StatusSnapshot, StatusSnapshot>? but = null)
    {
        but ??= snapshot => snapshot;
        return new StatusView(
            Now, "1.4.0", "keeps the newest 10 tags of each repository", Now.AddDays(-4), TimeSpan.FromHours(1),
            new HealthVerdict(true, $"the last pass succeeded at {Now.AddMinutes(-12):u}"), RunningSince: null, but(Snapshot), new DiskSpace(250 * Gibibyte, 91 * Gibibyte),
            new NextPlan(Now, [Gone("team/app", "build-1041", 30, "beyond the newest 10, number 11"), Gone("team/app", "build-1040", 31, "beyond the newest 10, number 12"), Gone("mirror/postgres", "16.3", 190, "beyond the newest 10, number 11")], 3, 1_503_238_553, 734_003_200, Why: null));
    }

    public static StatusView Nothing => View() with
    {
        Health = new HealthVerdict(true, $"a pass has been running since {Now:u}"),
        RunningSince = Now,
        Snapshot = StatusSnapshot.At([]),
        Space = null,
        Next = null,
    };

    public static PassReport Report(params StoreFault[] faults)
    {
        var pass = PassId.At(Now.AddMinutes(-13));
        var counts = new PassCounts(14, 137, 2, 2, 9, 1, 1, 1_288_490_189, 734_003_200);
        var account = new PassAccount(
            pass, counts, [Gone("team/app", "build-1039", 36, "beyond the newest 10, number 11"), Gone("team/web", "nightly", 40, "beyond the newest 10, number 11")], [.. faults],
            [new LaterBytes(Now.AddMinutes(48), 4, 734_003_200)]);
        return new PassReport("1.4.0", new EndedPass(pass.Began, TimeSpan.FromSeconds(12.5), new PassResult.Succeeded()), IsDryRun: false, account, Usage);
    }

    public static StoreUsage Usage { get; } = new(
        Now.AddMinutes(-12), 4_211, 41 * Gibibyte + 123_456_789, 734_003_200,
        [.. new (string, long, int)[]
        {
            ("infra/terraform-runner", 1_890_000_000, 6), ("mirror/alpine", 96_000_000, 10), ("mirror/debian", 2_400_000_000, 10), ("mirror/node", 5_100_000_000, 10),
            ("mirror/postgres", 3_300_000_000, 10), ("mirror/python", 4_000_000_000, 10), ("team/app", 9_663_676_416, 10), ("team/app/cache", 7_050_000_000, 10),
            ("team/data/model-server", 6_200_000_000, 9), ("team/docs", 210_000_000, 10), ("team/mail", 640_000_000, 10), ("team/search", 2_900_000_000, 10),
            ("team/web", 1_250_000_000, 10), ("tools/lint", 330_000_000, 4),
        }.Select((of, i) => Repository(of.Item1, of.Item2, of.Item3, i))]);

    public static StatusSnapshot Snapshot { get; } = StatusSnapshot.At([.. Enumerable.Range(0, Passes - 1).Select(Entry)]).With(
        Report(
            new StoreFault.Broken("/var/lib/registry/docker/registry/v2/repositories/team/old/_manifests/tags/v7", "the tag has no current link", "A push was cut off; push it again, or remove the directory."),
            new StoreFault.Stray("/var/lib/registry/docker/registry/v2/repositories/.DS_Store", "a file where the registry keeps a directory", "It is left alone; move it out of the store if the registry did not make it.")),
        [Restorable("team/app", "build-1039", 0), Restorable("team/web", "nightly", 0), Restorable("mirror/node", "21.7", 60)]);

    private static GoneTag Gone(string repository, string tag, int hoursAgo, string reason) =>
        new(RepositoryName.Parse(repository), Tag.Parse(tag), Now.AddHours(-hoursAgo), TempStore.DigestOf($"{repository}:{tag}"), reason);

    private static EvictedTag Restorable(string repository, string tag, int hoursAgo)
    {
        var pass = PassId.At(Now.AddMinutes(-13).AddHours(-hoursAgo));
        var stamp = new FileStamp(Now.AddDays(-9).ToUnixTimeSeconds() * 1_000_000_000, 71);
        return new EvictedTag(
            pass, RepositoryName.Parse(repository), new TagSnapshot(Tag.Parse(tag), stamp), TempStore.DigestOf($"{repository}:{tag}"), pass.Began.AddDays(7));
    }

    private static RepositoryUsage Repository(string name, long bytes, int tags, int number) => new(
        RepositoryName.Parse(name), bytes, bytes * 3 / 5,
        [.. Enumerable.Range(0, tags).Select(i => new TagUsage(Tag.Parse($"v{tags - i}"), Now.AddHours(-(3 * number) - (7 * i) - 1), TempStore.DigestOf($"{name}:{i}"), bytes / 4, bytes / 12))]);

    /// <summary>A store that grows by day and is pruned every hour.</summary>
    private static HistoryEntry Entry(int number)
    {
        var hour = (number + 10) % 24;
        var pushed = hour is > 7 and < 20 ? 340_000_000L * (1 + (number * 7 % 5)) : 0;
        var size = (37 * Gibibyte) + (number * 38_000_000L) + (number % 24 * 60_000_000L);
        return new HistoryEntry(Now.AddMinutes(-12).AddHours(number - Passes + 1), number != 52, number == 52 ? 0 : pushed, (int)(pushed / 300_000_000), number == 52 ? null : size);
    }
}
