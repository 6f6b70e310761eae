using System.Globalization;
using System.Net;

namespace RegistryJanitor.Integration.Tests;

/// <summary>The companion git-mirror as people start it: <c>make up COMPOSE_PROFILES=mirror</c> and a list of one upstream.</summary>
[Collection(nameof(Alone))]
public sealed class MirrorProfileTests(ITestOutputHelper output)
{
    [Fact]
    public async Task In_host_mode_the_profile_mirror_mirrors_what_the_list_names()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        var port = RegistryProcess.FreePort();
        await using var stack = HostStack(folder, upstream.List, port);

        (await stack.MakeAsync("up")).Expect(0, "registry answers", "janitor runs", "git-mirror runs");
        (await stack.MakeAsync("ps")).Expect(0, "git-mirror runs");
        await MirrorsAsync(stack, upstream, port);
        Assert.True(File.Exists(folder["data/mirrors/mirrors/app.state.json"]));
        foreach (var (process, knows) in new[] { ("registry", false), ("janitor", false), ("git-mirror", true) })
        {
            var id = (await File.ReadAllTextAsync(folder[$"data/run/{process}.pid"])).Split(' ')[0];
            Assert.Equal(knows, (await File.ReadAllTextAsync($"/proc/{id}/environ")).Contains(MirrorClient.Secret, StringComparison.Ordinal));
        }

        (await stack.MakeAsync("up")).Expect(0, "git-mirror already runs");
        (await stack.MakeAsync("down")).Expect(0, "git-mirror stopped", "janitor stopped", "registry stopped");
        (await stack.MakeAsync("ps", "COMPOSE_PROFILES=")).Expect(0, "registry is down").Lacks("git-mirror");
    }

    [Fact]
    public async Task In_host_mode_without_a_list_one_sentence_says_so_and_nothing_is_started()
    {
        using var folder = new Folder();
        var missing = folder["mirrors.yaml"];
        await using var stack = HostStack(folder, missing, RegistryProcess.FreePort());

        (await stack.MakeAsync("up")).Expect(2, $"there is no {missing}; copy mirrors.yaml.example to mirrors.yaml").Lacks("registry answers");
        (await stack.MakeAsync("ps")).Expect(0, "registry is down", "janitor is down", "git-mirror is down");

        Directory.CreateDirectory(missing);
        (await stack.MakeAsync("up")).Expect(2, $"{missing} is a directory", "rmdir").Lacks("registry answers");

        Folder.Remove(missing);
        await File.WriteAllTextAsync(missing, "mirrors: [{ name: app }]");
        (await stack.MakeAsync("up")).Expect(2, "git-mirror: ", "has no upstream").Lacks("registry answers");
    }

    [Fact]
    public async Task In_host_mode_make_up_without_the_profile_starts_no_git_mirror_and_a_profile_in_the_shell_does()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        await using var stack = HostStack(folder, upstream.List, RegistryProcess.FreePort());

        (await stack.MakeAsync("up", "COMPOSE_PROFILES=")).Expect(0, "janitor runs").Lacks("git-mirror");
        (await stack.MakeAsync("up", "COMPOSE_PROFILES=observe,mirror")).Expect(0, "janitor already runs", "git-mirror runs");
    }

    [ToolFact("TEST_PROMTOOL")]
    public async Task Promtool_has_nothing_against_the_metrics_but_the_name_that_bachp_gave_to_a_gauge()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        var metrics = folder["git-mirror.prom"];
        (await StartedProgram.RunAsync(
            [Tools.GitMirror, "--once"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["MIRROR_LIST"] = upstream.List,
                ["MIRROR_DATA_DIR"] = folder["data"],
                ["MIRROR_ALLOW_HTTP"] = "true",
                ["MIRROR_ALLOW_PRIVATE"] = "true",
                ["MIRROR_METRIC_FILE"] = metrics,
            })).Expect(0);

        var check = await StartedProgram.RunAsync(["sh", "-c", $"exec {Tools.Promtool} check metrics < {metrics}"]);

        output.WriteLine(check.ToString());
        Assert.Equal("git_mirror_total non-counter metrics should not have \"_total\" suffix\n", check.Output);
    }

    [DockerFact]
    public async Task With_Docker_the_profile_mirror_mirrors_what_the_list_names()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        var project = $"mirror-test-{Environment.ProcessId}";
        var port = RegistryProcess.FreePort();
        // The upstream listens on this machine's loopback.
        await File.WriteAllTextAsync(folder["on-the-host.yml"], string.Create(CultureInfo.InvariantCulture, $$"""
            services:
              git-mirror:
                network_mode: host
                ports: !reset []
                environment:
                  MIRROR_HTTP_PORT: "{{port}}"
                  MIRROR_HTTP_ADDRESS: 127.0.0.1
            """));
        try
        {
            await using var stack = new MakeStack(output, Settings(upstream.List, port).SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ENGINE"] = "docker",
                ["BINARY"] = "prebuilt",
                ["BASE"] = Tools.BaseImage,
                ["GIT_MIRROR_BASE"] = Tools.GitMirrorBase,
                ["COMPOSE_PROJECT_NAME"] = project,
                ["COMPOSE_FILE"] = $"docker-compose.yml:{folder["on-the-host.yml"]}",
                ["JANITOR_HTTP_PORT"] = "0",
            }));
            (await stack.MakeAsync("up", $"MIRROR_LIST={folder["none.yaml"]}")).Expect(2, $"there is no {folder["none.yaml"]}; copy mirrors.yaml.example");
            (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}")).Expect(0).SaysNothing();

            (await stack.MakeAsync("up")).Expect(0);
            (await DockerAsync("inspect", "--format", "{{json .State.Health}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}}", $"{project}-git-mirror-1"))
                .Expect(0, "\"Status\":\"healthy\"", "10001:10001 true");
            await MirrorsAsync(stack, upstream, port);
            foreach (var service in (string[])["registry", "janitor"])
                (await DockerAsync("inspect", "--format", "{{json .Config.Env}}", $"{project}-{service}-1")).Expect(0).Lacks(MirrorClient.Secret);

            (await stack.MakeAsync("down", "COMPOSE_PROFILES=")).Expect(0);
            (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}")).Expect(0).SaysNothing();
            (await DockerAsync("volume", "ls", "--quiet", "--filter", $"name={project}")).Expect(0, $"{project}_mirrors", $"{project}_store");
        }
        finally
        {
            (await DockerAsync("volume", "rm", "--force", $"{project}_store", $"{project}_mirrors")).Expect(0);
        }
    }

    /// <summary>The main job: the first commit arrives, a webhook brings the next, a pass by hand the one after, and everything says so.</summary>
    private async Task MirrorsAsync(MakeStack stack, GitUpstream upstream, int port)
    {
        using var client = new MirrorClient(port);
        await client.IsAtAsync(upstream.Repository.Git("rev-parse", "main"));

        var second = upstream.Repository.Commit("main", "second");
        Assert.Equal(HttpStatusCode.Unauthorized, await client.SyncAsync("app", "guessed"));
        Assert.Equal(HttpStatusCode.Accepted, await client.SyncAsync("app"));
        Assert.Equal("webhook", await client.IsAtAsync(second));

        var third = upstream.Repository.Commit("main", "third");
        (await stack.MakeAsync("mirror")).Expect(0, "app changed");
        Assert.Equal("once", await client.IsAtAsync(third));
        (await stack.MakeAsync("mirror-status")).Expect(0, "MIRROR", "app", "ok", third[..12]);

        Assert.Contains("git_mirror_state{project=\"app\",code=\"ok\"} 1\n", await client.TextAsync("metrics"), StringComparison.Ordinal);
        output.WriteLine(await client.TextAsync("healthz"));
    }

    private MakeStack HostStack(Folder folder, string list, int port) => new(output, Settings(list, port).SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ENGINE"] = "host",
        ["HOST_DIR"] = folder["data"],
        ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
    }));

    private static ImmutableDictionary<string, string> Settings(string list, int port) => ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["COMPOSE_PROFILES"] = "mirror",
        ["MIRROR_LIST"] = list,
        ["MIRROR_ALLOW_HTTP"] = "true",
        ["MIRROR_ALLOW_PRIVATE"] = "true",
        // Its tenth is what the first turn is waited for, and no regular turn comes between what the test asks for.
        ["MIRROR_INTERVAL_SECS"] = "120",
        ["MIRROR_HTTP_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["MIRROR_WEBHOOK_SECRET"] = MirrorClient.Secret,
    });

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
