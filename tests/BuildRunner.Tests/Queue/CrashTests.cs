using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Tests.Queue;

/// <summary>A runner is killed after each of its changes to the volume, one after the other.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("one")]
    [InlineData("another")]
    public async Task Wherever_a_runner_dies_its_request_ends_in_one_result(string heir)
    {
        for (var changes = 0; ; changes++)
        {
            using var stage = new RunnerStage();
            stage.Ask("first");
            if (!await CrashAsync(stage, changes, CancellationToken.None))
                break;

            stage.Silence(TimeSpan.FromHours(2));
            stage.Settings = stage.Of(heir);
            await stage.OnceAsync();

            var place = $"killed after {changes} changes";
            Assert.Equal(["first.json"], RunnerStage.Names(stage.Layout.Results));
            Assert.True(stage.Result("first").Status is BuildStatus.Succeeded, place);
            Assert.All([stage.Layout.Requests, stage.Layout.AllWork, stage.Layout.Claims], directory => Assert.True(RunnerStage.Names(directory) is [], $"{place}: {string.Join(' ', RunnerStage.Names(directory))}"));
        }
    }

    [Fact]
    public async Task A_request_that_two_runners_died_of_is_built_by_no_third_which_writes_that_it_crashed()
    {
        using var stage = new RunnerStage();
        File.WriteAllText(
            stage.Layout.Request(new BuildId("bad")),
            Requested.Json("bad", ",\"version\":\"conventional\"")
                .Replace("[\"latest\"]", "[\"pushed\",\"missing\",\"v{version}\",\"{short_sha}\"]", StringComparison.Ordinal)
                .Replace("{\"directory\":\"app\"}", $"{{\"mirror\":\"app\",\"commit\":\"{new string('a', 40)}\"}}", StringComparison.Ordinal));
        File.WriteAllText(Path.Join(stage.Registry, "pushed"), "bad");
        var claims = new List<string>();
        for (var life = 1; life <= 3; life++)
        {
            stage.Settings = stage.Of($"runner{life}");
            var queue = stage.Queue(new PosixVolume(TimeProvider.System));
            foreach (var step in QueuePlan.Decide(queue.Look(), new(stage.Settings.Runner, TimeSpan.FromSeconds(60), Attempts: 2)))
            {
                switch (step)
                {
                    case QueueStep.Take take:
                        Assert.True(queue.TryTake(take.Id, take.Mine));
                        claims.Add(take.Mine.Name);
                        break;
                    case QueueStep.TakeOver dead:
                        Assert.True(queue.TryTakeOver(dead.Dead, dead.Mine));
                        claims.Add(dead.Mine.Name);
                        break;
                    case QueueStep.GiveUp:
                        await stage.OnceAsync();
                        break;
                }
            }

            stage.Silence(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(["bad.runner1.1", "bad.runner2.2"], claims);
        var result = stage.Result("bad");
        Assert.Equal((BuildStatus.Crashed, ErrorClass.Crash, 2, "registry:5000/team/app"), (result.Status, result.ErrorClass, result.Attempt, result.Image));
        // How far they came is told as the registry has it; a version that nobody knows any more cannot be looked for.
        Assert.Equal(
            [("registry:5000/team/app:pushed", "sha256:0"), ("registry:5000/team/app:missing", null), ("registry:5000/team/app:aaaaaaaa", null), ("registry:5000/team/app:v{version}", null)],
            result.Pushed.Select(tag => (tag.Reference, tag.Digest)));
        Assert.Empty(RunnerStage.Names(stage.Layout.Claims));
    }

    [Fact]
    public async Task Wherever_a_runner_dies_while_it_gives_back_its_request_is_not_lost()
    {
        for (var changes = 0; ; changes++)
        {
            using var stage = new RunnerStage();
            stage.Ask("first");
            stage.State = new RegistryState.ReadOnly();
            if (!await CrashAsync(stage, changes, CancellationToken.None))
                break;

            stage.State = new RegistryState.Ready();
            stage.Silence(TimeSpan.FromHours(2));
            await stage.OnceAsync();
            Assert.True(stage.Result("first").Status is BuildStatus.Succeeded, $"killed after {changes} changes");
        }
    }

    [Fact]
    public async Task A_runner_that_was_believed_to_be_dead_writes_no_second_result()
    {
        using var stage = new RunnerStage("touch \"$2/begun\"; while [ ! -e \"$2/go\" ]; do sleep 0.02; done; touch \"$2/$3\"");
        stage.Settings = stage.Of("slow") with { ClaimPatience = TimeSpan.FromSeconds(600) };
        stage.Ask("first");
        var slow = stage.Runner().RunAsync(CancellationToken.None);
        while (!File.Exists(Path.Join(stage.Registry, "begun")))
            await Task.Delay(10);

        stage.Silence(TimeSpan.FromHours(1));
        File.WriteAllText(Path.Join(stage.Registry, "go"), "");
        stage.Settings = stage.Of("quick");
        await stage.OnceAsync();
        await slow;

        Assert.Equal(["first.json"], RunnerStage.Names(stage.Layout.Results));
        Assert.All([stage.Layout.Requests, stage.Layout.AllWork, stage.Layout.Claims], directory => Assert.Empty(RunnerStage.Names(directory)));
    }

    /// <summary>False when it came to its end before it was killed.</summary>
    private static async Task<bool> CrashAsync(RunnerStage stage, int changes, CancellationToken stop)
    {
        var volume = new CrashingVolume(new PosixVolume(TimeProvider.System), changes);
        try
        {
            await stage.Runner(volume: volume).RunAsync(stop);
        }
        catch (CrashingVolume.Crash)
        {
            // As meant.
        }

        return volume.HasCrashed;
    }
}
