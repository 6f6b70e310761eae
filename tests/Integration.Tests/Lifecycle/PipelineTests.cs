using RegistryJanitor.Integration.Tests.Builds;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>The scripts of the templates for pipelines, line by line, with the real programs.</summary>
public sealed class PipelineTests(ITestOutputHelper output) : IAsyncLifetime
{
    private PipelineStage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await PipelineStage.SetAsync(output);
        _stage.Variables["EXECUTOR"] = _stage.Folder["runner/kaniko/executor"];
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task GitLabs_jobs_copy_build_with_kaniko_and_commit_what_they_learned()
    {
        var commit = _stage.Head;
        (await _stage.RunAsync("sync", commit)).Expect(0, "1 copied");
        (await _stage.RunAsync("contexts", commit)).Expect(0, $"{_stage.Registry}/bases/alpine:3.21.3-core1.0.0: wrote");
        (await _stage.RunAsync("build-kaniko", commit)).Expect(0, "alpine:3.21.3-core1.0.0-arm64 is sha256:", "tools:3.21.3-core1.0.0 is sha256:").Lacks("not built");
        (await _stage.RunAsync("eol-update", commit)).Expect(0, "alpine-linux: new, 1 cycles");
        // It has a destination for each platform, the labels of build.json, and nothing of the build before it.
        await IsBuiltAsync("alpine", "3.21.3-core1.0.0-amd64", "amd64");
        await IsBuiltAsync("alpine", "3.21.3-core1.0.0-arm64", "arm64");
        var tools = await IsBuiltAsync("tools", "3.21.3-core1.0.0", "amd64");
        Assert.Contains("app/motd", tools.Names, StringComparison.Ordinal);
        await _stage.Target.IsGoneAsync("bases/alpine", "3.21.3-core1.0.0");
        Assert.Equal(3, Directory.GetFiles(_stage.Folder["artifacts/build-kaniko/digests"]).Length);

        Assert.Contains("cycle: \"3.21\"", _stage.Show("eol-data.yaml"), StringComparison.Ordinal);
        Assert.Equal("chore(lifecycle): update EOL data [skip ci]\nlifecycle <lifecycle@gitlab.example.org>", _stage.Origin.Git("log", "-1", "--format=%s%n%an <%ae>", "main"));
        // Its checkout is that of before eol-update.
        (await _stage.RunAsync("status", commit)).Expect(0);
        Assert.Equal("chore(status): update image status report [skip ci]\nchore(lifecycle): update EOL data [skip ci]", _stage.Origin.Git("log", "-2", "--format=%s", "main"));
        var readme = _stage.Show("README.md");
        Assert.StartsWith("# Bases\n\nBy hand.\n\n<!-- lifecycle status begin -->\n", readme, StringComparison.Ordinal);
        Assert.EndsWith("<!-- lifecycle status end -->\n\nAlso by hand.", readme, StringComparison.Ordinal);
        Assert.Contains("3.21.3", readme, StringComparison.Ordinal);
        Assert.True(File.Exists(_stage.Folder["artifacts/status/status.html"]));
        (await _stage.RunAsync("cleanup-list", commit)).Expect(0);

        var head = _stage.Head;
        (await _stage.RunAsync("sync", head)).Expect(0, "1 kept");
        (await _stage.RunAsync("eol-update", head)).Expect(0, "eol-data.yaml is as it was: nothing is committed.");
        (await _stage.RunAsync("status", head)).Expect(0, "README.md is as it was: nothing is committed.");
        Assert.Equal(head, _stage.Head);
        Assert.DoesNotContain(PipelineStage.Token, _stage.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kanikos_loop_runs_in_the_shell_of_its_image_and_tells_what_was_not_built()
    {
        _stage.Origin.Write("main", ("images/tools/Dockerfile.tmpl", "FROM {{.Image}}\nRUN exit 7\n"));
        var commit = _stage.Head;
        (await _stage.RunAsync("sync", commit)).Expect(0);
        (await _stage.RunAsync("contexts", commit)).Expect(0);
        // The image has nothing but busybox.
        foreach (var applet in (string[])["basename", "cat", "mkdir", "rm", "sed", "tr"])
            _stage.Tool(applet, $"exec '{Tools.Busybox}' {applet} \"$@\"");

        (await _stage.RunAsync("build-kaniko", commit, Tools.Busybox, "sh", "-e"))
            .Expect(1, "alpine:3.21.3-core1.0.0-amd64 is sha256:", $"not built: {_stage.Registry}/bases/tools:3.21.3-core1.0.0");

        await IsBuiltAsync("alpine", "3.21.3-core1.0.0-arm64", "arm64");
        Assert.Equal(["alpine-amd64", "alpine-arm64"], Directory.GetFiles(_stage.Folder["artifacts/build-kaniko/digests"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task With_build_runner_a_job_builds_what_changed_and_joins_platforms()
    {
        _stage.Variables["BUILD_BUILDAH_BIN"] = Tools.Buildah;
        _stage.Variables["BUILD_ALLOW_UNVERIFIED"] = "false";
        var commit = _stage.Head;
        (await _stage.RunAsync("sync", commit)).Expect(0);

        (await _stage.RunAsync("build-runner", commit)).Expect(0, "alpine:3.21.3-core1.0.0: joined linux/amd64 (");
        (await _stage.RunAsync("build-runner", commit)).Expect(0, "nothing changed since").Lacks("asked for");

        await IsBuiltAsync("tools", "3.21.3-core1.0.0", "amd64");
        Assert.DoesNotContain(PipelineStage.Token, _stage.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eol-update", "chore(lifecycle): update EOL data [skip ci]")]
    [InlineData("status", "chore(status): update image status report [skip ci]")]
    public async Task A_push_in_between_loses_nothing(string job, string message)
    {
        var commit = _stage.Head;
        // Somebody pushes after the job fetched, once: each time would be for ever.
        _stage.Tool("lifecycle", $"""
            if [ ! -e '{_stage.Folder["pushed"]}' ]; then
              : > '{_stage.Folder["pushed"]}'
              git clone --quiet '{_stage.Origin.Path}' '{_stage.Folder["somebody"]}' && cd '{_stage.Folder["somebody"]}'
              echo '# eol-data' > eol-data.yaml && echo more >> README.md && git add . && git commit --quiet --message 'of somebody' && git push --quiet origin HEAD:main
              cd "$CI_PROJECT_DIR"
            fi
            exec {string.Join(' ', Tools.Lifecycle.Select(word => $"'{word}'"))} "$@"
            """);

        (await _stage.RunAsync(job, commit)).Expect(0, "The push was refused, attempt 1 of 5");

        Assert.Equal($"{message}\nof somebody", _stage.Origin.Git("log", "-2", "--format=%s", "main"));
        Assert.EndsWith("more", _stage.Show("README.md"), StringComparison.Ordinal);
        if (job is "status")
            Assert.DoesNotContain("status begin -->\n<!-- lifecycle status end", _stage.Show("README.md"), StringComparison.Ordinal);
        else
            Assert.Contains("cycle: \"3.21\"", _stage.Show("eol-data.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_takes_no_push_ends_the_job_after_five_attempts()
    {
        var hook = Path.Join(_stage.Origin.Path, "hooks", "pre-receive");
        await File.WriteAllTextAsync(hook, "#!/bin/sh\necho protected >&2\nexit 1\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var commit = _stage.Head;

        (await _stage.RunAsync("eol-update", commit)).Expect(1, "attempt 5 of 5", "could not be pushed to main; look whether GITLAB_TOKEN may write there").Lacks("attempt 6");

        Assert.Equal(commit, _stage.Head);
    }

    [Fact]
    public async Task A_product_that_cannot_be_asked_for_is_a_warning_and_the_others_are_committed()
    {
        _stage.Origin.Write("main", ("lifecycle.yaml", _stage.Show("lifecycle.yaml").Replace("build:", "    - { source: quay.io/x/y, tag: '1', target: $CI_REGISTRY/y, lifecycle: { product: nobody-has-it, extract: minor } }\nbuild:", StringComparison.Ordinal)));

        (await _stage.RunAsync("eol-update", _stage.Head)).Expect(1, "nobody-has-it");

        Assert.Contains("cycle: \"3.21\"", _stage.Show("eol-data.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_gets_the_token_when_it_asks_and_keeps_it_nowhere()
    {
        var job = _stage.GitLab["eol-update"];
        _stage.Tool("lifecycle", "printf 'protocol=https\\nhost=gitlab.example.org\\n\\n' | git credential fill; grep -r glpat .git && exit 2; exit 0");

        (await _stage.RunAsync(job.Name, _stage.Head)).Expect(0, "username=oauth2", $"password={PipelineStage.Token}").Lacks(".git/config");
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task The_steps_of_Actions_copy_build_and_commit()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [
                ("LIFECYCLE_DATA_DIR", _stage.Folder["cache"]), ("LIFECYCLE_BUILD_DIR", _stage.Folder["queue"]), ("BUILD_DATA_DIR", _stage.Folder["queue"]),
                ("BUILD_BUILDAH_BIN", Tools.Buildah), ("BUILD_REGISTRY", _stage.Registry),
            ])
        {
            _stage.Variables[name] = value;
        }

        var project = await _stage.CheckOutAsync(_stage.Head);

        (await StepAsync("prepare", project)).Expect(0);
        (await StepAsync("sync", project)).Expect(0, "1 copied");
        (await StepAsync("build", project)).Expect(0, "alpine:3.21.3-core1.0.0: joined linux/amd64 (");
        (await StepAsync("eol-update", project)).Expect(0, "alpine-linux: new, 1 cycles");
        (await StepAsync("status", project)).Expect(0);
        (await StepAsync("cleanup", project)).Expect(0);

        Assert.Contains("3.21.3", _stage.Show("README.md"), StringComparison.Ordinal);
        Assert.Contains("cycle: \"3.21\"", _stage.Show("eol-data.yaml"), StringComparison.Ordinal);
        (await StepAsync("eol-update", project)).Expect(0, "nothing is committed");
        (await StepAsync("status", project)).Expect(0, "nothing is committed");
        (await StepAsync("build", project)).Expect(0).Lacks("asked for");
    }

    private Task<ProgramExit> StepAsync(string name, string project) => _stage.StepAsync(
        name, project, ("secrets.REGISTRY_USERNAME", "me"), ("secrets.REGISTRY_PASSWORD", PipelineStage.Token), ("github.event.inputs.apply_cleanup", ""));

    private async Task<PulledImage> IsBuiltAsync(string image, string tag, string architecture)
    {
        var into = Directory.CreateDirectory(_stage.Folder[$"pulled-{Guid.NewGuid():N}"]).FullName;
        (await StartedProgram.RunAsync(
            [Tools.Skopeo, "--insecure-policy", "--override-os", "linux", "--override-arch", architecture, "copy", "--src-tls-verify=false", $"docker://{_stage.Registry}/bases/{image}:{tag}", $"dir:{into}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = _stage.Folder["home"] })).Expect(0);
        var pulled = await PulledImage.ReadAsync(into);
        Assert.Equal($"{_stage.Registry}/mirrors/alpine:3.21.3", pulled.Label("org.opencontainers.image.base.name"));
        return pulled;
    }
}
