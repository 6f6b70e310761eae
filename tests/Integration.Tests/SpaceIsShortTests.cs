using System.Net;

namespace RegistryJanitor.Integration.Tests;

public sealed class SpaceIsShortTests(ITestOutputHelper output)
{
    private const int Pushes = 48;
    private const int LayerBytes = 2 << 20;
    private const int Tries = 100;

    private static readonly string[] s_repositories = ["team/a", "team/b", "team/c"];
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(250);

    [RootFact]
    public async Task A_registry_on_a_small_disk_stays_writable_and_the_newest_of_every_repository_pull()
    {
        await using var stage = await Stage.SetAsync(output);
        await using var disk = await SmallDisk.MountAsync(stage.Folder, "64M");
        await using var registry = await RegistryProcess.StartAsync(disk.Root);
        var janitor = stage.Janitor.With("JANITOR_DATA_DIR", disk.Root).With("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", disk.Root)
            .With("KEEP_LAST_N", "99").With("MIN_FREE_PERCENT", "40").With("KEEP_AT_LEAST", "2").With("JANITOR_INTERVAL_SECS", "1").With("GC_GRACE_SECS", "1").With("GC_HOLD_SECS", "3600");
        await using var running = janitor.Start();

        var pushed = new List<(string Repository, string Tag, SampleImage Image)>();
        var refused = 0;
        for (var i = 0; i < Pushes; i++)
        {
            var image = Sample.Image($"image {i}", Sample.LayerOf($"layer {i}", LayerBytes));
            var (repository, tag) = (s_repositories[i % s_repositories.Length], $"v{i}");
            refused += await PushUntilTakenAsync(registry, running, image, repository, tag);
            pushed.Add((repository, tag, image));
            await RoomAsync(disk, running);
        }

        running.Signal(StartedProgram.SigTerm);
        var ended = await running.ExitAsync();
        output.WriteLine($"{Pushes} pushes of {LayerBytes} bytes into {disk.TotalBytes}, {refused} refused and tried again; {disk.FreeBytes} bytes free");
        stage.Told(ended).Expect(0, "Space is short: ");
        Assert.True((long)Pushes * LayerBytes > disk.TotalBytes, "all of them fit: nothing was shown");
        foreach (var (repository, tag, image) in pushed[^(2 * s_repositories.Length)..]) // they took turns
            await registry.Client.PullsAsync(image, repository, tag);

        stage.Told(await janitor.With("GC_GRACE_SECS", "0").OnceAsync()).Expect(0);
        Assert.InRange(disk.FreeBytes * 100 / disk.TotalBytes, 40, 100);
        stage.Told(await janitor.RunAsync("verify", "--deep")).Expect(0);
    }

    /// <summary>Pushes come as fast as the janitor may take tags: what came within the grace is not taken, and would fill this disk in three seconds.</summary>
    private static async Task RoomAsync(SmallDisk disk, StartedProgram janitor)
    {
        for (var look = 0; disk.FreeBytes < disk.TotalBytes / 5; look++)
        {
            Assert.True(look < Tries, $"no room was made; the janitor's output:\n{janitor.Output}");
            await Task.Delay(s_betweenTries);
        }
    }

    /// <summary>How often it was refused: by a full disk for as long as the pushes of the last second fill it, or because its layer went while it came.</summary>
    private static async Task<int> PushUntilTakenAsync(RegistryProcess registry, StartedProgram janitor, SampleImage image, string repository, string tag)
    {
        for (var refused = 0; refused < Tries; refused++)
        {
            if (await registry.Client.TryPushAsync(image, repository, tag) == HttpStatusCode.Created)
                return refused;
            await Task.Delay(s_betweenTries);
        }

        Assert.Fail($"{repository}:{tag} was refused {Tries} times; the janitor's output:\n{janitor.Output}");
        return Tries;
    }
}
