using System.Globalization;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>What the static runner needs itself: the container of a build is to have its memory.</summary>
public sealed class RunnerMemoryTests(ITestOutputHelper output)
{
    private const int Most = 24 * 1024;

    [ToolFact("TEST_BUILDAH")]
    public async Task A_real_build_with_much_to_say_and_a_large_layer_costs_the_runner_less_than_24_MiB()
    {
        await using var stage = await QueueStage.SetAsync();
        stage.Settings["BUILD_ENGINE"] = "buildah";
        stage.Settings["BUILD_BUILDAH_BIN"] = Tools.Buildah;
        stage.Ask("one", "FROM scratch\nCOPY . /\nRUN [\"/busybox\", \"seq\", \"200000\"]\n", ["first", "second"]);
        var context = Path.Join(stage.Layout.Contexts, "one");
        File.Copy(Tools.Busybox, Path.Join(context, "busybox"));
        var noise = new byte[32 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Join(context, "noise"), noise);
        await using var runner = stage.Runner();

        var result = await stage.EndsAsync("one", runner);

        Assert.True(result.Status is BuildStatus.Succeeded, result.Error);
        // Most of its lines: buildah drops some when it is faster than its reader.
        Assert.InRange(stage.Log("one").Length, 500_000, int.MaxValue);
        IsSmall(runner, "one build with buildah");
    }

    [RootFact]
    public async Task A_queue_of_two_hundred_and_its_metrics_cost_the_runner_less_than_24_MiB()
    {
        await using var stage = await QueueStage.SetAsync();
        for (var number = 0; number < 200; number++)
            stage.Ask($"one-{number}", "FROM scratch\nCOPY . /\n", ["latest"]);
        await stage.Registry.DisposeAsync();
        // Long enough that every one of them is looked at before the first one's turn comes again.
        stage.Settings["BUILD_PAUSE_SECS"] = "10";
        var port = RegistryProcess.FreePort();
        await using var runner = stage.Runner("one", ("BUILD_HTTP_PORT", port.ToString(CultureInfo.InvariantCulture)));
        await runner.SaysAsync("one-199 waits");
        using var client = new MirrorClient(port);
        for (var scrape = 0; scrape < 50; scrape++)
            await client.SaysAsync("metrics", "build_runner_requests 200");

        IsSmall(runner, "200 requests that wait");

        stage.Registry = await RegistryProcess.StartAsync(stage.Folder["store"], at: stage.Registry.Port);
        Assert.Equal(BuildStatus.Succeeded, (await stage.EndsAsync("one-0", runner)).Status);
        IsSmall(runner, "the first of them built");
    }

    private void IsSmall(StartedProgram runner, string after)
    {
        var peak = Processes.PeakKiB(runner.Id);
        output.WriteLine($"{peak} KiB at most, after {after}");
        Assert.InRange(peak, 1, Most - 1);
    }
}
