namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A stack in Docker under a project name of its own, whose volumes go with it.</summary>
internal sealed class ComposeStack(ITestOutputHelper output, string project, ImmutableDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly string[] s_volumes = ["store", "mirrors", "builds", "lifecycle"];

    public string Project => project;

    public MakeStack Stack { get; } = new(output, settings.SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ENGINE"] = "docker",
        ["BINARY"] = "prebuilt",
        ["BASE"] = Tools.BaseImage,
        ["COMPOSE_PROJECT_NAME"] = project,
        ["JANITOR_HTTP_PORT"] = "0",
    }));

    /// <summary>What the mirror has.</summary>
    public required string Commit { get; init; }

    public async Task<ProgramExit> DockerAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["HOME", "DOCKER_HOST", "DOCKER_CONFIG"])
        {
            if (Tools.Optional(name) is { } value)
                environment[name] = value;
        }

        var exit = await StartedProgram.RunAsync(["docker", .. arguments], environment);
        output.WriteLine(exit.ToString());
        return exit;
    }

    public async ValueTask DisposeAsync()
    {
        await DockerAsync("logs", $"{project}-build-runner-1");
        await Stack.DisposeAsync();
        (await DockerAsync(["volume", "rm", "--force", .. s_volumes.Select(volume => $"{project}_{volume}")])).Expect(0);
    }
}
