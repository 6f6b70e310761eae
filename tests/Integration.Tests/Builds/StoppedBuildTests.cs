using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>SIGTERM in the middle of a build, as <c>docker stop</c> sends it.</summary>
public sealed class StoppedBuildTests
{
    [RootFact]
    public async Task A_runner_that_is_stopped_gives_its_request_back_with_nothing_running_and_the_next_one_builds_it()
    {
        await using var stage = await QueueStage.SetAsync();
        stage.LogIn();
        stage.Ask("one", "FROM scratch\nRUN daemon 1000\nRUN hang\n", ["latest"]);
        await using var runner = stage.Runner();
        await SaysAsync(stage, "hanging");

        await IsGivenBackAsync(stage, runner);

        await File.WriteAllTextAsync(Path.Join(stage.Layout.Contexts, "one", "Dockerfile"), "FROM scratch\nCOPY . /\n");
        (await stage.OnceAsync("two")).Expect(0);
        Assert.Equal((BuildStatus.Succeeded, "two", 1), (stage.Result("one").Status, stage.Result("one").Runner, stage.Result("one").Attempt));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task So_does_one_with_buildah()
    {
        await using var stage = await QueueStage.SetAsync();
        stage.Settings["BUILD_ENGINE"] = "buildah";
        stage.Settings["BUILD_BUILDAH_BIN"] = Tools.Buildah;
        const string dockerfile = "FROM scratch\nCOPY busybox /\nRUN [\"/busybox\", \"sh\", \"-c\", \"/busybox setsid /busybox sleep 1000 & echo hanging; COMMAND\"]\n";
        stage.Ask("one", dockerfile.Replace("COMMAND", "/busybox sleep 1000", StringComparison.Ordinal), ["latest"]);
        File.Copy(Tools.Busybox, Path.Join(stage.Layout.Contexts, "one", "busybox"));
        await using var runner = stage.Runner();
        await SaysAsync(stage, "hanging");

        await IsGivenBackAsync(stage, runner);

        await File.WriteAllTextAsync(Path.Join(stage.Layout.Contexts, "one", "Dockerfile"), dockerfile.Replace("COMMAND", "true", StringComparison.Ordinal));
        (await stage.OnceAsync("two")).Expect(0);
        Assert.Equal((BuildStatus.Succeeded, "two", 1), (stage.Result("one").Status, stage.Result("one").Runner, stage.Result("one").Attempt));
        Assert.Empty(Processes.Mentioning(stage.Layout.Root));
        Assert.Empty(Processes.RootedIn(stage.Folder.Root));
    }

    private static async Task SaysAsync(QueueStage stage, string words)
    {
        var log = stage.Layout.Log(new BuildId("one"));
        while (!File.Exists(log) || !(await File.ReadAllTextAsync(log)).Split('\n').Contains(words, StringComparer.Ordinal))
            await Task.Delay(20);
    }

    private static async Task IsGivenBackAsync(QueueStage stage, StartedProgram runner)
    {
        runner.Signal(StartedProgram.SigTerm);
        (await runner.ExitAsync()).Expect(0, "one is given back to the queue: this runner stops.").Lacks("   at ");
        Assert.Equal("one.json||", stage.Unfinished());
        Assert.Null(stage.TryResult("one"));
        Assert.Empty(Processes.Mentioning(stage.Layout.Root));
        Assert.Empty(Processes.RootedIn(stage.Folder.Root));
        Assert.Empty(Directory.EnumerateFiles(stage.Layout.Root, "config.json", SearchOption.AllDirectories));
    }
}
