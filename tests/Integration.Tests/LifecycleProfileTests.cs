using System.Diagnostics;
using System.Globalization;
using RegistryJanitor.Integration.Tests.Builds;

namespace RegistryJanitor.Integration.Tests;

/// <summary>
/// An image for an upstream that publishes none, as the README has it: an entry in mirrors.yaml, an entry in lifecycle.yaml, and
/// <c>make up COMPOSE_PROFILES=mirror,build,lifecycle</c>.
/// </summary>
[Collection(nameof(Alone))]
public sealed class LifecycleProfileTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [ToolFact("TEST_BUILDAH")]
    public async Task In_host_mode_two_entries_and_one_command_keep_an_image_as_fresh_as_its_upstream()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        var first = upstream.Repository.Write("main", ("docker/Dockerfile", "FROM scratch\nCOPY a /a\n"), ("docker/a", "one"));
        await File.WriteAllTextAsync(folder["lifecycle.yaml"], "builds:\n  - name: app\n    mirror: app\n    image: mirrors/app\n    path: docker\n");
        var port = RegistryProcess.FreePort();
        await using var stack = HostStack(folder, upstream.List, port);

        (await stack.MakeAsync("up")).Expect(0, "git-mirror runs", "build-runner runs", "lifecycle runs");
        (await stack.MakeAsync("ps")).Expect(0, "lifecycle runs");
        var digest = await DigestAsync(stack, folder, $"upstream-{first[..8]}");
        Assert.Equal(digest, await DigestAsync(stack, folder, "latest"));
        (await stack.MakeAsync("builds")).Expect(0, $"app-{first[..12]}", "succeeded", $"latest upstream-{first[..8]}");

        var second = upstream.Repository.Write("main", ("docker/a", "two"));
        var moved = await DigestAsync(stack, folder, $"upstream-{second[..8]}");
        Assert.NotEqual(digest, moved, StringComparer.Ordinal);
        // The tags are pushed one after another, latest first.
        Assert.Equal(moved, await DigestAsync(stack, folder, "latest"));
        Assert.Equal(digest, await DigestAsync(stack, folder, $"upstream-{first[..8]}"));
        (await stack.MakeAsync("lifecycle")).Expect(0, "BUILD", $"app-{second[..12]}", "succeeded");
        Assert.Equal(2, Directory.GetFiles(folder["data/builds/results"]).Length);

        using (var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) })
        {
            Assert.Contains("lifecycle_build_requests_total{build=\"app\"} 2\n", await client.GetStringAsync(new Uri("metrics", UriKind.Relative)), StringComparison.Ordinal);
            Assert.StartsWith("the last pass succeeded at", await client.GetStringAsync(new Uri("healthz", UriKind.Relative)), StringComparison.Ordinal);
        }

        (await stack.MakeAsync("lifecycle", "ARGS=builds --force app")).Expect(0, $"app: asked for app-{second[..12]}-2, because somebody wants it again.");
        (await stack.MakeAsync("down")).Expect(0, "lifecycle stopped", "build-runner stopped", "git-mirror stopped");
        (await stack.MakeAsync("ps", "COMPOSE_PROFILES=")).Expect(0, "registry is down").Lacks("lifecycle");
        Assert.Contains("Stopped, as asked.", await File.ReadAllTextAsync(folder["data/logs/lifecycle.log"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_host_mode_a_file_that_is_missing_or_mistaken_is_told_and_nothing_is_started()
    {
        using var folder = new Folder();
        var file = folder["lifecycle.yaml"];
        await using var stack = HostStack(folder, folder["mirrors.yaml"], 0, "lifecycle");

        (await stack.MakeAsync("up")).Expect(2, $"there is no {file}; copy lifecycle.yaml.example to lifecycle.yaml").Lacks("registry answers");
        Directory.CreateDirectory(file);
        (await stack.MakeAsync("up")).Expect(2, $"{file} is a directory", "rmdir").Lacks("registry answers");
        Folder.Remove(file);
        await File.WriteAllTextAsync(file, "builds:\n  - name: app\n    miror: app\n    image: mirrors/app\n");
        (await stack.MakeAsync("up")).Expect(2, $"lifecycle: {file}:2:5: builds[0] has no mirror", $"lifecycle: {file}:3:5: builds[0].miror is not known; did you mean mirror?").Lacks("registry answers");
        (await stack.MakeAsync("ps")).Expect(0, "registry is down", "lifecycle is down");
        (await stack.MakeAsync("up", "LIFECYCLE_INTERVAL=5")).Expect(2, "lifecycle: LIFECYCLE_INTERVAL is not a setting; did you mean LIFECYCLE_INTERVAL_SECS?");

        await File.WriteAllTextAsync(file, "builds:\n  - name: app\n    mirror: app\n    image: mirrors/app\n");
        (await stack.MakeAsync("lifecycle", "ARGS=check")).Expect(0, $"image: '127.0.0.1:{stack.Port}/mirrors/app'", "tags: [latest, 'upstream-{short_sha}']");
        (await stack.MakeAsync("lifecycle")).Expect(0, "not-mirrored", "app: there is no mirror app in ");
    }

    [DockerFact]
    public async Task With_Docker_the_profile_lifecycle_asks_build_runner_for_a_commit_that_was_mirrored()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        var commit = upstream.Repository.Write("main", ("Dockerfile", "FROM scratch\nCOPY a /a\n"), ("a", "one"));
        var port = RegistryProcess.FreePort();
        var project = $"lifecycle-test-{Environment.ProcessId}";
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
        await using var compose = new ComposeStack(output, project, Settings(folder, upstream.List, port).SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_MIRROR_BASE"] = Tools.GitMirrorBase,
            ["KANIKO_IMAGE"] = Tools.KanikoImage,
            ["COMPOSE_FILE"] = $"docker-compose.yml:{folder["on-the-host.yml"]}",
            ["BUILD_HTTP_PORT"] = "0",
            ["LIFECYCLE_HTTP_PORT"] = "0",
            ["MIRROR_WEBHOOK_SECRET"] = MirrorClient.Secret,
            ["BUILD_REGISTRY"] = "registry.example.org",
            ["BUILD_REGISTRY_USERNAME"] = "builder",
            ["BUILD_REGISTRY_PASSWORD"] = MirrorClient.Secret,
        }))
        {
            Commit = commit,
        };
        var (stack, container) = (compose.Stack, $"{project}-lifecycle-1");

        (await stack.MakeAsync("up")).Expect(2, $"there is no {folder["lifecycle.yaml"]}; copy lifecycle.yaml.example");
        await File.WriteAllTextAsync(folder["lifecycle.yaml"], "builds:\n  - name: app\n    miror: app\n    image: mirrors/app\n");
        (await stack.MakeAsync("up")).Expect(2, "builds[0].miror is not known; did you mean mirror?");
        (await compose.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}")).Expect(0).SaysNothing();
        await File.WriteAllTextAsync(folder["lifecycle.yaml"], "builds:\n  - name: app\n    mirror: app\n    image: mirrors/app\n");
        (await stack.MakeAsync("up")).Expect(0);

        (await compose.DockerAsync("inspect", "--format", "{{.State.Health.Status}} {{json .HostConfig.CapDrop}}{{json .HostConfig.CapAdd}}{{.HostConfig.ReadonlyRootfs}}", container))
            .Expect(0, "healthy [\"ALL\"][", "DAC_OVERRIDE\"]true");
        (await compose.DockerAsync("inspect", "--format", "{{json .Config.Env}}", container)).Expect(0, "LIFECYCLE_REGISTRY=registry:5000").Lacks(MirrorClient.Secret);
        var id = $"app-{commit[..12]}";
        var began = Stopwatch.GetTimestamp();
        for (var log = ""; !log.Contains(id, StringComparison.Ordinal); log = (await compose.DockerAsync("logs", container)).Output)
            Assert.True(Stopwatch.GetElapsedTime(began) < s_patience, log);
        (await stack.MakeAsync("build-log", $"ID={id}", "ARGS=-f")).Expect(0, KanikoImageFactAttribute.IsStandIn ? "this executor is a stand-in and builds nothing" : "build-runner: succeeded");
        (await stack.MakeAsync("lifecycle")).Expect(0, "registry:5000/mirrors/app", id, KanikoImageFactAttribute.IsStandIn ? "failed" : "succeeded");

        (await stack.MakeAsync("down", "COMPOSE_PROFILES=")).Expect(0);
        (await compose.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={project}")).Expect(0).SaysNothing();
    }

    private MakeStack HostStack(Folder folder, string list, int port, string profiles = "mirror,build,lifecycle") => new(output, Settings(folder, list, port).SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ENGINE"] = "host",
        ["HOST_DIR"] = folder["data"],
        ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
        ["COMPOSE_PROFILES"] = profiles,
    }));

    private static ImmutableDictionary<string, string> Settings(Folder folder, string list, int port) => ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["COMPOSE_PROFILES"] = "mirror,build,lifecycle",
        ["MIRROR_LIST"] = list,
        ["MIRROR_ALLOW_HTTP"] = "true",
        ["MIRROR_ALLOW_PRIVATE"] = "true",
        ["MIRROR_INTERVAL_SECS"] = "2",
        ["BUILD_INTERVAL_SECS"] = "1",
        ["LIFECYCLE_CONFIG"] = folder["lifecycle.yaml"],
        ["LIFECYCLE_INTERVAL_SECS"] = "1",
        ["LIFECYCLE_HTTP_PORT"] = port.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>What a tag of the image leads to, as soon as it is there.</summary>
    private static async Task<string> DigestAsync(MakeStack stack, Folder folder, string tag)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var exit = await StartedProgram.RunAsync(
                [Tools.Skopeo, "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://127.0.0.1:{stack.Port}/mirrors/app:{tag}"],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.Root });
            if (exit.Code == 0)
                return exit.StandardOutput.Trim();
            if (Stopwatch.GetElapsedTime(began) > s_patience)
                Assert.Fail($"{tag} did not come: {exit}\n{await stack.MakeAsync("builds")}\n{await stack.MakeAsync("mirror-status")}\n{await stack.MakeAsync("lifecycle")}");
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }
}
