using System.Diagnostics;
using System.Globalization;
using RegistryJanitor.Integration.Tests.Builds;

namespace RegistryJanitor.Integration.Tests;

/// <summary>The companion build-runner as people start it: <c>make up COMPOSE_PROFILES=mirror,build</c>, and <c>make enqueue</c> of a commit that was mirrored.</summary>
[Collection(nameof(Alone))]
public sealed class BuildProfileTests(ITestOutputHelper output)
{
    private const string Secret = "a-password-of-this-test";

    [ToolFact("TEST_BUILDAH")]
    public async Task In_host_mode_the_profile_build_builds_a_commit_that_was_mirrored()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        var port = RegistryProcess.FreePort();
        await using var stack = new MakeStack(output, Settings(upstream, port).SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENGINE"] = "host",
            ["HOST_DIR"] = folder["data"],
            ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
            ["BUILD_HTTP_PORT"] = RegistryProcess.FreePort().ToString(CultureInfo.InvariantCulture),
        }));
        var registry = $"127.0.0.1:{stack.Port}";
        var commit = BuildSources.Commit(upstream.Repository, registry);

        (await stack.MakeAsync("up")).Expect(0, "registry answers", "janitor runs", "git-mirror runs", "build-runner runs");
        (await stack.MakeAsync("ps")).Expect(0, "build-runner runs");
        using (var mirror = new MirrorClient(port))
            await mirror.IsAtAsync(commit);
        await BuildsAsync(stack, registry, "base", commit, "--tag", "1");
        await BuildsAsync(stack, registry, "app", commit, "--tag", "v{version}", "--tag", "latest", "--version", "conventional");

        var image = await PullAsync(folder, stack.Port, "team/app:v0.1.0");
        Assert.Equal(("built\n", "text of a"), (image.Files["built"], image.Files["context/a"]));
        Assert.Equal(commit, image.Label("org.opencontainers.image.revision"));
        (await stack.MakeAsync("builds")).Expect(0, "app", "succeeded", "v0.1.0 latest");

        foreach (var (process, mirrors, builds) in new[] { ("registry", false, false), ("janitor", false, false), ("git-mirror", true, false), ("build-runner", false, true) })
        {
            var id = (await File.ReadAllTextAsync(folder[$"data/run/{process}.pid"])).Split(' ')[0];
            var environment = await File.ReadAllTextAsync($"/proc/{id}/environ");
            Assert.Equal((mirrors, builds), (environment.Contains(MirrorClient.Secret, StringComparison.Ordinal), environment.Contains(Secret, StringComparison.Ordinal)));
        }

        (await stack.MakeAsync("enqueue", $"ARGS=--image {registry}/team/app --tag x")).Expect(2, "context is not exactly one of directory, tar and mirror");
        (await stack.MakeAsync("up")).Expect(0, "build-runner already runs");
        (await stack.MakeAsync("down")).Expect(0, "build-runner stopped", "git-mirror stopped");
        (await stack.MakeAsync("ps", "COMPOSE_PROFILES=")).Expect(0, "registry is down").Lacks("build-runner");
        Assert.Equal(2, Directory.GetFiles(folder["data/builds/results"]).Length);
    }

    [Fact]
    public async Task In_host_mode_a_wrong_setting_of_build_runner_is_one_sentence_and_nothing_is_started()
    {
        using var folder = new Folder();
        await using var stack = new MakeStack(output, ImmutableDictionary<string, string>.Empty.SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENGINE"] = "host",
            ["HOST_DIR"] = folder["data"],
            ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
            ["COMPOSE_PROFILES"] = "build",
            // The one that nothing is installed for.
            ["BUILD_ENGINE"] = "buildx",
        }));

        (await stack.MakeAsync("up", "BUILD_INTERVAL=5")).Expect(2, "build-runner: BUILD_INTERVAL is not a setting; did you mean BUILD_INTERVAL_SECS?").Lacks("registry answers");
        (await stack.MakeAsync("ps")).Expect(0, "registry is down", "build-runner is down");
        (await stack.MakeAsync("builds")).Expect(0, "STATE");
        (await stack.MakeAsync("build-log")).Expect(2, "which build?");
    }

    [DockerFact]
    public async Task With_Docker_the_profile_build_takes_a_request_and_ends_it()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        await using var compose = await DockerStackAsync(folder, upstream);
        var (stack, runner) = (compose.Stack, $"{compose.Project}-build-runner-1");

        (await compose.DockerAsync("inspect", "--format", "{{json .State.Health}}", runner)).Expect(0, "\"Status\":\"healthy\"");
        (await compose.DockerAsync("inspect", "--format", "{{json .HostConfig.CapDrop}}{{json .HostConfig.Privileged}}{{json .HostConfig.Init}}", runner)).Expect(0, "[\"ALL\"]falsefalse");
        foreach (var (service, mirrors, builds) in new[] { ("registry", false, false), ("janitor", false, false), ("git-mirror", true, false), ("build-runner", false, true) })
        {
            var environment = (await compose.DockerAsync("inspect", "--format", "{{json .Config.Env}}", $"{compose.Project}-{service}-1")).Expect(0).Output;
            Assert.Equal((mirrors, builds), (environment.Contains(MirrorClient.Secret, StringComparison.Ordinal), environment.Contains(Secret, StringComparison.Ordinal)));
        }

        (await compose.DockerAsync("exec", runner, "/kaniko/git/git", "--version")).Expect(0, "git version");
        (await compose.DockerAsync("exec", runner, "/kaniko/build-runner", "status")).Expect(0, "STATE");
        var id = await EnqueueAsync(stack, "registry:5000", "nothing", compose.Commit, "--tag", "latest");
        var log = await stack.MakeAsync("build-log", $"ID={id}", "ARGS=-f");
        if (KanikoImageFactAttribute.IsStandIn)
        {
            log.Expect(0, "this executor is a stand-in and builds nothing");
            // make's own code for a command that failed.
            (await stack.MakeAsync("builds")).Expect(2, id, "failed", "this executor is a stand-in and builds nothing");
        }
        else
        {
            log.Expect(0, "build-runner: succeeded");
            (await stack.MakeAsync("builds")).Expect(0, id, "succeeded");
        }

        (await stack.MakeAsync("down", "COMPOSE_PROFILES=")).Expect(0);
        (await compose.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={compose.Project}")).Expect(0).SaysNothing();
        (await compose.DockerAsync("volume", "ls", "--quiet", "--filter", $"name={compose.Project}")).Expect(0, $"{compose.Project}_builds");
    }

    [KanikoImageFact]
    public async Task With_Docker_and_kaniko_builds_in_a_row_have_their_own_files_only_and_the_runner_outlives_them()
    {
        using var folder = new Folder();
        await using var upstream = new GitUpstream(folder);
        await using var compose = await DockerStackAsync(folder, upstream);
        var (stack, runner) = (compose.Stack, $"{compose.Project}-build-runner-1");
        await BuildsAsync(stack, "registry:5000", "base", compose.Commit, "--tag", "1");

        await BuildsAsync(stack, "registry:5000", "one", compose.Commit, "--tag", "latest");
        var failing = await EnqueueAsync(stack, "registry:5000", "failing", compose.Commit, "--tag", "latest");
        (await stack.MakeAsync("build-log", $"ID={failing}", "ARGS=-f")).Expect(0, "a RUN ended with exit code 7");
        await BuildsAsync(stack, "registry:5000", "two", compose.Commit, "--tag", "latest");
        await BuildsAsync(stack, "registry:5000", "nothing", compose.Commit, "--tag", "latest");

        var one = await PullAsync(folder, stack.Port, "team/one:latest");
        Assert.Equal(("one\n", "a"), (one.Files["all/from-one"], one.Files["context/a"]));
        Assert.False(one.Has("bin/sleep"));
        var two = await PullAsync(folder, stack.Port, "team/two:latest");
        Assert.Equal("all/from-two context/Dockerfile context/b", string.Join(' ', two.Files.Keys.Where(name => !name.StartsWith("bin/", StringComparison.Ordinal))));
        Assert.True(two.Has("bin/sleep"));
        Assert.Equal("a", (await PullAsync(folder, stack.Port, "team/nothing:latest")).Names);

        // The first process is the one that was started, and it is alone: the daemon of `one` is gone.
        (await compose.DockerAsync("inspect", "--format", "{{.RestartCount}} {{.State.Health.Status}}", runner)).Expect(0, "0 healthy");
        Assert.Equal(2, (await compose.DockerAsync("top", runner)).Expect(0, "/kaniko/build-runner").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        (await compose.DockerAsync("exec", runner, "/kaniko/build-runner", "status")).Expect(1, "succeeded", "failed");

        var endless = await EnqueueAsync(stack, "registry:5000", "endless", compose.Commit, "--tag", "latest");
        await SaysAsync(stack, endless, "\nit-has-begun");
        (await compose.DockerAsync("stop", runner)).Expect(0);
        (await compose.DockerAsync("inspect", "--format", "{{.State.ExitCode}}", runner)).Expect(0, "0\n");
        Assert.Contains("waits", (await stack.MakeAsync("builds")).StandardOutput.Split('\n').Single(row => row.StartsWith(endless, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<PulledImage> PullAsync(Folder folder, int port, string image)
    {
        var into = Directory.CreateDirectory(folder[$"pulled-{Guid.NewGuid():N}"]).FullName;
        (await StartedProgram.RunAsync(
            [Tools.Skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", $"docker://127.0.0.1:{port}/{image}", $"dir:{into}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.Root })).Expect(0);
        return await PulledImage.ReadAsync(into);
    }

    /// <summary>Asks for an image of a directory of the commit; gives the id of the request.</summary>
    private static async Task<string> EnqueueAsync(MakeStack stack, string registry, string directory, string commit, params string[] more)
    {
        string[] words = ["--image", $"{registry}/team/{directory}", "--mirror", $"app@{commit}", "--path", directory, .. more];
        return (await stack.MakeAsync("enqueue", $"ARGS={string.Join(' ', words)}")).Expect(0).StandardOutput.Trim();
    }

    private static async Task BuildsAsync(MakeStack stack, string registry, string directory, string commit, params string[] more)
    {
        var id = await EnqueueAsync(stack, registry, directory, commit, more);
        (await stack.MakeAsync("build-log", $"ID={id}", "ARGS=-f")).Expect(0, "build-runner: succeeded");
    }

    private static async Task SaysAsync(MakeStack stack, string id, string words)
    {
        var began = Stopwatch.GetTimestamp();
        for (var log = ""; !log.Contains(words, StringComparison.Ordinal); log = (await stack.MakeAsync("build-log", $"ID={id}")).Output)
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2), log);
    }

    private static ImmutableDictionary<string, string> Settings(GitUpstream upstream, int port) => ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["COMPOSE_PROFILES"] = "mirror,build",
        ["MIRROR_LIST"] = upstream.List,
        ["MIRROR_ALLOW_HTTP"] = "true",
        ["MIRROR_ALLOW_PRIVATE"] = "true",
        ["MIRROR_HTTP_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["MIRROR_WEBHOOK_SECRET"] = MirrorClient.Secret,
        // For another registry than the stack's, which asks nobody.
        ["BUILD_REGISTRY"] = "registry.example.org",
        ["BUILD_REGISTRY_USERNAME"] = "builder",
        ["BUILD_REGISTRY_PASSWORD"] = Secret,
        ["BUILD_INTERVAL_SECS"] = "1",
    });

    /// <summary>All services of both profiles, and one commit that was mirrored.</summary>
    private async Task<ComposeStack> DockerStackAsync(Folder folder, GitUpstream upstream)
    {
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
        var project = $"build-test-{Environment.ProcessId}-{port}";
        var compose = new ComposeStack(output, project, Settings(upstream, port).SetItems(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_MIRROR_BASE"] = Tools.GitMirrorBase,
            ["KANIKO_IMAGE"] = Tools.KanikoImage,
            ["COMPOSE_FILE"] = $"docker-compose.yml:{folder["on-the-host.yml"]}",
            ["BUILD_HTTP_PORT"] = "0",
        }))
        {
            Commit = BuildSources.Commit(upstream.Repository, "registry:5000"),
        };
        (await compose.Stack.MakeAsync("up")).Expect(0);
        using var mirror = new MirrorClient(port);
        await mirror.IsAtAsync(compose.Commit);
        return compose;
    }
}
