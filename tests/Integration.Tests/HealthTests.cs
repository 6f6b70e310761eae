namespace RegistryJanitor.Integration.Tests;

public sealed class HealthTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_loop_is_healthy_after_a_pass_unhealthy_while_the_store_is_away_and_healthy_again()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 3);
        var janitor = stage.Janitor.With("JANITOR_INTERVAL_SECS", "1");
        stage.Told(await janitor.RunAsync("health")).Expect(1, "no pass has begun");

        await using var loop = janitor.Start();
        await janitor.BecomesHealthyAsync(stage, loop);

        var away = stage.Folder["away"];
        await RenameAsync(stage.Store.Root, away);
        stage.Told(await janitor.HealthAsync(1)).Expect(1, "the last pass failed", stage.Store.Root);

        await RenameAsync(away, stage.Store.Root);
        await janitor.BecomesHealthyAsync(stage, loop);
        await stage.Client.PullsAsync(versions[2], "app", "v3");
        stage.Store.HoldsExactly(versions[1..]);

        loop.Signal(StartedProgram.SigTerm);
        stage.Told(await loop.ExitAsync()).Expect(0);
    }

    [Fact]
    public async Task A_loop_whose_collector_fails_is_unhealthy_and_goes_on()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("app", 3);
        var failing = stage.Folder.Script("failing-registry", "echo the disk is on fire >&2\nexit 5");
        var janitor = stage.Janitor.WithCollector().With("JANITOR_INTERVAL_SECS", "1").With("JANITOR_REGISTRY_BIN", failing);

        await using var loop = janitor.Start();

        stage.Told(await janitor.HealthAsync(1, "the last pass failed")).Expect(1, "the disk is on fire");
        Assert.False(loop.HasExited);
    }

    private static async Task RenameAsync(string from, string to) => (await StartedProgram.RunAsync(["mv", "--no-target-directory", from, to])).Expect(0);
}
