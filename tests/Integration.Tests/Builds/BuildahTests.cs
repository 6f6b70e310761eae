using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Buildah;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>Real builds with buildah, pushed to a real registry over plain http, and pulled from there by another client.</summary>
public sealed class BuildahTests(ITestOutputHelper output)
{
    [ToolFact("TEST_BUILDAH")]
    public async Task An_image_from_nothing_has_its_files_and_no_ignored_ones()
    {
        await using var stage = await StageAsync();
        var job = stage.Job("one", "FROM scratch\nCOPY . /\nHEALTHCHECK CMD [\"/a\"]\n", ("a", "text of a"), ("secret", "x"), (".dockerignore", "secret\nDockerfile\n.dockerignore\n"))
            with
        { Labels = Labels(("note", "--push, \"quoted\" $(id)")) };

        await stage.BuildsAsync(job);

        var image = await stage.PullAsync("latest");
        Assert.Equal("a", image.Names);
        Assert.Equal("text of a", image.Files["a"]);
        Assert.Equal("--push, \"quoted\" $(id)", image.Label("note"));
        Assert.True(image.Config.TryGetProperty("Healthcheck", out _));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task Stages_arguments_targets_and_deletions_are_as_the_Dockerfile_says()
    {
        await using var stage = await StageAsync();
        var from = await stage.BaseAsync();
        var job = stage.Job("one", $"""
            FROM {from} AS compile
            ARG WHO=nobody
            RUN echo "hello $WHO" > /out && rm /bin/mkdir
            FROM {from} AS final
            COPY --from=compile /out /out
            RUN cat /out > /copy && rm /bin/sleep
            FROM {from} AS other
            RUN echo other > /other
            """);
        job = job with { Request = job.Request with { Target = "final", BuildArguments = Labels(("WHO", "--build-arg=WHO=x; id")) } };

        await stage.BuildsAsync(job);

        var image = await stage.PullAsync("one");
        Assert.Equal("hello --build-arg=WHO=x; id\n", image.Files["copy"]);
        Assert.Equal("hello --build-arg=WHO=x; id\n", image.Files["out"]);
        Assert.True(image.Has("bin/mkdir"));
        Assert.False(image.Has("bin/sleep"));
        Assert.False(image.Has("other"));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task Two_builds_in_a_row_have_their_own_files_and_nothing_is_left_of_either()
    {
        await using var stage = await StageAsync();
        var from = await stage.BaseAsync();
        await stage.BuildsAsync(stage.Job("one", $"FROM {from}\nRUN --mount=type=cache,target=/cache echo one > /cache/x && echo one > /one\n"));

        await stage.BuildsAsync(stage.Job("two", $"FROM {from}\nRUN --mount=type=cache,target=/cache ls /cache > /two\n"));

        var image = await stage.PullAsync("two");
        Assert.False(image.Has("one"));
        Assert.Equal("", image.Files["two"]);
        Assert.Equal("tmp", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(stage.Folder["engine"]))));
        // The image of an earlier build can be reached by no name.
        Assert.NotEqual(new ChildExit.Exited(0), await stage.RunAsync(stage.Job("three", "FROM localhost/build:one\n")));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task Faults_have_their_class_and_push_nothing()
    {
        await using var stage = await StageAsync();
        var from = await stage.BaseAsync();
        await FailsAsync(stage, "run", $"FROM {from}\nRUN exit 7\n", EngineWords.RunFailed);
        await FailsAsync(stage, "copy", $"FROM {from}\nCOPY nothing /\n", EngineWords.DockerfileError);
        await FailsAsync(stage, "word", $"FROM {from}\nWORD x\n", EngineWords.DockerfileError);
        await FailsAsync(stage, "base", $"FROM 127.0.0.1:{stage.Registry.Port}/nothing:1\n", EngineWords.BaseMissing);
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task A_registry_that_is_read_only_or_gone_has_its_class()
    {
        await using var stage = await StageAsync();
        var job = stage.Job("one", "FROM scratch\nCOPY . /\n");
        var elsewhere = job with { Request = job.Request with { Image = job.Request.Image with { Registry = $"127.0.0.1:{RegistryProcess.FreePort()}" } } };
        Judge(stage, await stage.RunAsync(elsewhere), EngineWords.RegistryUnreachable);

        var configuration = stage.Folder["read-only.yml"];
        await File.WriteAllTextAsync(configuration, """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: /overridden
              maintenance:
                readonly:
                  enabled: true
            http:
              addr: 127.0.0.1:0
            """);
        Directory.CreateDirectory(stage.Folder["other"]);
        await using var readOnly = await RegistryProcess.StartAsync(stage.Folder["other"], configuration);
        var refused = job with { Request = job.Request with { Image = job.Request.Image with { Registry = $"127.0.0.1:{readOnly.Port}" } } };
        Judge(stage, await stage.RunAsync(refused), EngineWords.RegistryReadOnly);
        Assert.All(await stage.VerifyAsync(refused), tag => Assert.False(tag.Verified));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task A_daemon_that_a_RUN_started_ends_with_its_build_and_so_does_a_build_that_is_stopped()
    {
        await using var stage = await StageAsync();
        var from = await stage.BaseAsync();
        var marker = $"{7_000_000 + Environment.ProcessId}";
        await stage.BuildsAsync(stage.Job("one", $"FROM {from}\nRUN setsid sleep {marker} >/dev/null 2>&1 & echo started\n"));
        Assert.Empty(Running(marker));

        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.RunAsync(
            stage.Job("two", $"FROM {from}\nRUN setsid sleep {marker} >/dev/null 2>&1 & echo hanging; sleep {marker}\n"),
            line =>
            {
                if (line.StartsWith("hanging", StringComparison.Ordinal))
                    cancel.Cancel();
            },
            cancel.Token));

        Assert.Empty(Running(marker));
        Assert.DoesNotContain(stage.Folder.Root, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
        await stage.BuildsAsync(stage.Job("three", $"FROM {from}\nRUN echo three > /three\n"));
    }

    private static async Task FailsAsync(BuildStage stage, string id, string dockerfile, string expected)
    {
        var job = stage.Job(id, dockerfile);
        Judge(stage, await stage.RunAsync(job), expected);
        Assert.All(await stage.VerifyAsync(job), tag => Assert.False(tag.Verified));
    }

    private static void Judge(BuildStage stage, ChildExit exit, string expected)
    {
        Assert.NotEqual(new ChildExit.Exited(0), exit);
        var fault = EngineWords.Judge(stage.Engine.Name, exit, stage.Said);
        Assert.True(string.Equals(expected, fault.Class, StringComparison.Ordinal), $"{expected} was expected: {fault}");
    }

    private static ImmutableDictionary<string, string> Labels(params (string Key, string Value)[] pairs) => pairs.ToImmutableDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static List<string> Running(string argument) => Directory.EnumerateDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Select(path =>
        {
            try
            {
                return File.ReadAllText(Path.Join(path, "cmdline"));
            }
            catch (IOException)
            {
                return "";
            }
        })
        .Where(line => line.Split('\0').Contains(argument, StringComparer.Ordinal))
        .ToList();

    private Task<BuildStage> StageAsync() => BuildStage.SetAsync(
        output, folder => new BuildahEngine(new BuildahSettings(Tools.Buildah), folder["engine"], new Emulation(), [], TimeProvider.System));
}
