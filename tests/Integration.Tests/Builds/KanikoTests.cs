using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>Real builds with a real executor of kaniko, in a root directory and a process namespace of its own.</summary>
public sealed class KanikoTests(ITestOutputHelper output)
{
    [KanikoFact]
    public async Task An_image_from_nothing_has_its_files_and_no_ignored_ones()
    {
        await using var stage = await StageAsync();

        await stage.BuildsAsync(stage.Job("one", "FROM scratch\nCOPY . /\n", ("a", "text of a"), ("secret", "x"), (".dockerignore", "secret\nDockerfile\n.dockerignore\n")));

        var image = await stage.PullAsync("latest");
        Assert.Equal("a", image.Names);
        Assert.Equal("text of a", image.Files["a"]);
    }

    [KanikoFact]
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
        job = job with { Request = job.Request with { Target = "final", BuildArguments = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add("WHO", "--build-arg=WHO=x; id") } };

        await stage.BuildsAsync(job);

        var image = await stage.PullAsync("one");
        Assert.Equal("hello --build-arg=WHO=x; id\n", image.Files["copy"]);
        Assert.True(image.Has("bin/mkdir"));
        Assert.False(image.Has("bin/sleep"));
        Assert.False(image.Has("other"));
    }

    [KanikoFact]
    public async Task Two_builds_in_a_row_with_conflicting_leftovers_have_their_own_files_only()
    {
        await using var stage = await StageAsync();
        var from = await stage.BaseAsync();
        var first = stage.Job("one", $"""
            FROM {from} AS zero
            RUN mkdir /d && echo one > /d/from-one
            FROM {from}
            COPY --from=zero /d /all
            COPY . /context
            RUN echo one > /only-in-one && rm /bin/sleep
            """, ("a", "a"), ("Dockerfile.dockerignore", "b\n"));
        await stage.BuildsAsync(first);
        // One that fails leaves most of all.
        Assert.Equal(new ChildExit.Exited(7), await stage.RunAsync(stage.Job("failing", $"FROM {from} AS zero\nRUN mkdir /d && echo x > /d/from-failing\nFROM {from}\nCOPY --from=zero /d /all\nRUN exit 7\n")));
        Assert.Equal(EngineWords.RunFailed, EngineWords.Judge("kaniko", new ChildExit.Exited(7), stage.Said).Class);

        await stage.BuildsAsync(stage.Job("two", $"FROM {from} AS zero\nRUN mkdir /d && echo two > /d/from-two\nFROM {from}\nCOPY --from=zero /d /all\nCOPY . /context\n", ("b", "b")));

        var image = await stage.PullAsync("two");
        Assert.True(image.Has("context/b"));
        Assert.True(image.Has("all/from-two"));
        Assert.True(image.Has("bin/sleep"));
        Assert.DoesNotContain(image.Files.Keys, name => name.Contains("one", StringComparison.Ordinal) || name.Contains("failing", StringComparison.Ordinal));
        Assert.Equal(".own-files executor tmp", string.Join(' ', Directory.GetFileSystemEntries(stage.Folder["root/kaniko"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    [KanikoFact]
    public async Task Faults_have_their_class_and_push_nothing()
    {
        await using var stage = await StageAsync();
        var job = stage.Job("base", $"FROM 127.0.0.1:{stage.Registry.Port}/nothing:1\n");
        var exit = await stage.RunAsync(job);
        Assert.Equal(EngineWords.BaseMissing, EngineWords.Judge("kaniko", exit, stage.Said).Class);

        job = stage.Job("gone", "FROM scratch\nCOPY . /\n");
        job = job with { Request = job.Request with { Image = job.Request.Image with { Registry = $"127.0.0.1:{RegistryProcess.FreePort()}" } } };
        exit = await stage.RunAsync(job);
        Assert.Equal(EngineWords.RegistryUnreachable, EngineWords.Judge("kaniko", exit, stage.Said).Class);
    }

    private async Task<BuildStage> StageAsync()
    {
        var (features, fault) = await KanikoFeatures.ProbeAsync(Tools.Required("KANIKO_EXECUTOR"), TimeProvider.System, CancellationToken.None);
        Assert.Null(fault);
        output.WriteLine($"{features}");
        return await BuildStage.SetAsync(
            output,
            folder =>
            {
                var settings = new KanikoSettings(Root: KanikoRoot.Make(folder));
                return new KanikoEngine(settings, features, new Emulation(), KanikoContainer.OfThisProcess(settings, TimeProvider.System), []);
            },
            KanikoRoot.Place);
    }
}
