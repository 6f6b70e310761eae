using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Buildx;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>Real builds with the BuildKit in a Docker engine, pushed to a registry on loopback.</summary>
[Collection(nameof(Alone))]
public sealed class BuildxTests(ITestOutputHelper output)
{
    [DockerFact]
    public async Task An_image_with_stages_arguments_and_labels_is_pushed_and_read_back()
    {
        await using var stage = await StageAsync();
        var from = await stage.BaseAsync();
        var job = stage.Job("one", $"""
            FROM {from} AS compile
            ARG WHO=nobody
            RUN echo "hello $WHO" > /out
            FROM {from}
            COPY --from=compile /out /out
            COPY . /context
            """, ("a", "a"), ("secret", "x"), (".dockerignore", "secret\n"));
        job = job with
        {
            Labels = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add("note", "--push, \"quoted\" $(id)"),
            Request = job.Request with { BuildArguments = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add("WHO", "--build-arg=WHO=x; id") },
        };

        await stage.BuildsAsync(job);

        var image = await stage.PullAsync("one");
        Assert.Equal("hello --build-arg=WHO=x; id\n", image.Files["out"]);
        Assert.Equal("a", image.Files["context/a"]);
        Assert.False(image.Has("context/secret"));
        Assert.Equal("--push, \"quoted\" $(id)", image.Label("note"));

        Assert.NotEqual(new ChildExit.Exited(0), await stage.RunAsync(stage.Job("run", $"FROM {from}\nRUN exit 7\n")));
        Assert.Equal(EngineWords.RunFailed, EngineWords.Judge("buildx", new ChildExit.Exited(1), stage.Said).Class);
        Assert.NotEqual(new ChildExit.Exited(0), await stage.RunAsync(stage.Job("base", $"FROM 127.0.0.1:{stage.Registry.Port}/nothing:1\nRUN true\n")));
        Assert.Equal(EngineWords.BaseMissing, EngineWords.Judge("buildx", new ChildExit.Exited(1), stage.Said).Class);
    }

    private Task<BuildStage> StageAsync() => BuildStage.SetAsync(
        output,
        folder =>
        {
            var plugins = Directory.CreateDirectory(folder["home/.docker/cli-plugins"]).FullName;
            File.CreateSymbolicLink(Path.Join(plugins, "docker-buildx"), Tools.Required("TEST_BUILDX"));
            return new BuildxEngine(new BuildxSettings(), new Emulation(), [], configuration: folder["home/.docker/buildx"]);
        },
        folder => command => command with { Environment = new Dictionary<string, string?>(command.Environment, StringComparer.Ordinal) { ["HOME"] = folder["home"] } });
}
