namespace RegistryJanitor.Integration.Tests;

public sealed class TwoJanitorsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Of_two_janitors_on_one_store_the_second_waits_says_for_whom_and_harms_nothing()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 5);
        var settling = stage.Janitor.With("GC_SETTLE_SECS", "3").With("RUN_ONCE", "true");

        await using var first = settling.Start();
        await first.SaysAsync("evicted app:v1");
        await using var second = settling.Start();
        await second.SaysAsync($"another janitor works on this store (process {first.Id}");
        Assert.False(first.HasExited);

        stage.Told(await first.ExitAsync()).Expect(0, "evicted 3 tags");
        stage.Told(await second.ExitAsync()).Expect(0, "evicted 0 tags");
        await stage.Client.PullsAsync(versions[3], "app", "v4");
        await stage.Client.PullsAsync(versions[4], "app", "v5");
        stage.Store.HoldsExactly(versions[3..]);
    }

    [Fact]
    public async Task A_plan_can_be_read_while_a_pass_runs()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("app", 3);
        await using var pass = stage.Janitor.With("GC_SETTLE_SECS", "2").With("RUN_ONCE", "true").Start();
        await pass.SaysAsync("evicted app:v1");

        stage.Told(await stage.Janitor.RunAsync("plan")).Expect(0, "v3");

        stage.Told(await pass.ExitAsync()).Expect(0, "evicted 1 tags");
    }
}
