using System.Diagnostics;

namespace RegistryJanitor.Integration.Tests;

[Collection(nameof(Alone))]
public sealed class StopTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task SIGTERM_during_a_pass_ends_it_within_a_second_and_the_next_pass_completes()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        await using var loop = Loop(stage.Janitor.With("GC_SETTLE_SECS", "30"));
        await loop.SaysAsync("evicted app:v1");

        await EndsSoonAsync(stage, loop);

        await EverythingIsAsAfterOnePassAsync(stage, versions);
    }

    [Fact]
    public async Task SIGTERM_between_two_passes_ends_the_loop_within_a_second()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        await using var loop = Loop(stage.Janitor);
        await loop.SaysAsync("evicted 2 tags");

        await EndsSoonAsync(stage, loop);

        await EverythingIsAsAfterOnePassAsync(stage, versions);
    }

    [Fact]
    public async Task SIGTERM_while_a_collector_does_not_listen_ends_both_within_a_second()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var deaf = stage.Folder.Script("deaf-registry", "trap '' TERM\necho $$ >\"$0.pid\"\nwhile :; do sleep 60; done");
        await using var loop = Loop(stage.Janitor.WithCollector().With("JANITOR_REGISTRY_BIN", deaf));
        await IsThereAsync($"{deaf}.pid");
        var collector = (await File.ReadAllTextAsync($"{deaf}.pid")).Trim();

        await EndsSoonAsync(stage, loop);

        Assert.False(Directory.Exists($"/proc/{collector}"), $"the collector, process {collector}, outlives the janitor");
        await EverythingIsAsAfterOnePassAsync(stage, versions);
    }

    private static StartedProgram Loop(JanitorRun janitor) => janitor.With("JANITOR_INTERVAL_SECS", "60").Start();

    private static async Task EndsSoonAsync(Stage stage, StartedProgram loop)
    {
        var asked = Stopwatch.GetTimestamp();
        loop.Signal(StartedProgram.SigTerm);
        var exit = stage.Told(await loop.ExitAsync()).Expect(0);
        var took = Stopwatch.GetElapsedTime(asked);
        stage.Tell($"ended {took.TotalMilliseconds:0} ms after SIGTERM");
        Assert.True(took < s_soon, $"it took {took.TotalMilliseconds:0} ms to end: {exit}");
    }

    private static async Task EverythingIsAsAfterOnePassAsync(Stage stage, SampleImage[] versions)
    {
        await stage.PassAsync();
        await stage.Client.PullsAsync(versions[2], "app", "v3");
        await stage.Client.PullsAsync(versions[3], "app", "v4");
        Assert.Equal(["v3", "v4"], stage.Store.Tags("app"));
        stage.Store.HoldsExactly(versions[2..]);
    }

    private static async Task IsThereAsync(string path)
    {
        var began = Stopwatch.GetTimestamp();
        while (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10), $"{path} did not appear");
            await Task.Delay(5);
        }
    }
}
