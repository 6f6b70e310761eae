namespace RegistryJanitor.Integration.Tests;

[Collection(nameof(Alone))]
public sealed class ComposeTests(ITestOutputHelper output)
{
    [DockerFact]
    public async Task With_Docker_make_up_gc_and_down_run_the_main_job_and_both_services_are_healthy()
    {
        using var folder = new Folder();
        var project = $"janitor-test-{Environment.ProcessId}";
        try
        {
            await using var stack = new MakeStack(output, ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ENGINE"] = "docker",
                ["BINARY"] = "prebuilt",
                ["BASE"] = Tools.BaseImage,
                ["COMPOSE_PROJECT_NAME"] = project,
                ["JANITOR_HTTP_PORT"] = "0",
            }));
            (await stack.MakeAsync("up")).Expect(0);
            await IsHealthyAsync($"{project}-registry-1");
            await IsHealthyAsync($"{project}-janitor-1");

            await stack.PrunesAsync(folder);

            await IsHealthyAsync($"{project}-registry-1");
            await IsHealthyAsync($"{project}-janitor-1");
            (await stack.MakeAsync("down")).Expect(0);
            (await DockerAsync("volume", "ls", "--quiet", "--filter", $"name={project}")).Expect(0, $"{project}_store");
        }
        finally
        {
            (await DockerAsync("volume", "rm", "--force", $"{project}_store")).Expect(0);
        }

        (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}")).Expect(0).SaysNothing();
        (await DockerAsync("volume", "ls", "--quiet", "--filter", $"name={project}")).Expect(0).SaysNothing();
    }

    private async Task IsHealthyAsync(string container) =>
        (await DockerAsync("inspect", "--format", "{{json .State.Health}}", container)).Expect(0, "\"Status\":\"healthy\"");

    private async Task<ProgramExit> DockerAsync(params string[] arguments)
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
}
