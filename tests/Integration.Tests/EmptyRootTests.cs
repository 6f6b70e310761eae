namespace RegistryJanitor.Integration.Tests;

public sealed class EmptyRootTests(ITestOutputHelper output)
{
    [RootFact]
    public async Task In_a_root_that_holds_nothing_else_the_static_janitor_plans_and_evicts()
    {
        await using var stage = await Stage.SetAsync(output, root: "empty/store");
        var versions = await stage.PushVersionsAsync("app", 4);
        await FurnishAsync(stage.Folder["empty"]);
        var janitor = Inside(stage.Folder["empty"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["JANITOR_DATA_DIR"] = "/store",
            ["KEEP_LAST_N"] = "2",
            ["GC_GRACE_SECS"] = "0",
            ["GC_SETTLE_SECS"] = "0",
            ["RUN_GC"] = "false",
        });

        stage.Told(await janitor.RunAsync("plan")).Expect(0, "2 would be evicted");
        stage.Told(await janitor.With("RUN_ONCE", "true").RunAsync()).Expect(0, "evicted 2 tags");

        Assert.Equal(["v3", "v4"], stage.Store.Tags("app"));
        await stage.Client.PullsAsync(versions[2], "app", "v3");
        await stage.Client.PullsAsync(versions[3], "app", "v4");
    }

    [RootFact]
    public async Task In_an_empty_root_the_loop_runs_is_healthy_and_ends_on_SIGTERM()
    {
        await using var stage = await Stage.SetAsync(output, root: "empty/store");
        await stage.PushVersionsAsync("app", 3);
        await FurnishAsync(stage.Folder["empty"]);
        var janitor = Inside(stage.Folder["empty"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["JANITOR_DATA_DIR"] = "/store",
            ["JANITOR_HEALTH_FILE"] = "/health.json",
            ["KEEP_LAST_N"] = "2",
            ["GC_SETTLE_SECS"] = "0",
            ["RUN_GC"] = "false",
        });

        await using var loop = janitor.Start();
        await loop.SaysAsync("evicted 1 tags");
        await janitor.BecomesHealthyAsync(stage, loop);
        loop.Signal(StartedProgram.SigTerm);
        stage.Told(await loop.ExitAsync()).Expect(0);
    }

    /// <summary>The executable and the one device that .NET asks for random numbers: no library, no shell, no /proc, no /tmp.</summary>
    private static async Task FurnishAsync(string root)
    {
        File.Copy(Tools.Janitor, Path.Join(root, "janitor"));
        Directory.CreateDirectory(Path.Join(root, "dev"));
        string[] asRoot = Tools.IsRoot ? [] : ["sudo", "--non-interactive"];
        (await StartedProgram.RunAsync([.. asRoot, "mknod", "-m", "666", Path.Join(root, "dev/urandom"), "c", "1", "9"])).Expect(0);
    }

    private static JanitorRun Inside(string root, Dictionary<string, string> settings) =>
        new(ImmutableDictionary.CreateRange(StringComparer.Ordinal, settings))
        {
            Executable = "/janitor",
            Through = Tools.IsRoot ? ["chroot", root] : ["sudo", "--non-interactive", "--preserve-env", "chroot", root],
        };
}
