using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Builds;

public sealed class BuildTurnTests : IDisposable
{
    private readonly RunnerStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_request_is_built_pushed_read_back_and_recorded_and_nothing_else_stays()
    {
        _stage.Ask("one", ",\"reason\":\"a person\",\"labels\":{\"a\":\"b\"}");

        Assert.IsType<PassResult.Succeeded>(await _stage.OnceAsync());

        var result = _stage.Result("one");
        Assert.True(result is { Status: BuildStatus.Succeeded, Error: null, ExitCode: 0, Engine: "script", Runner: "one", Attempt: 1 }, $"{result}");
        Assert.Equal([new PushedTag("registry:5000/team/app:latest", "sha256:0", true)], result.Pushed);
        Assert.Equal("a=b registry-janitor.build=one", string.Join(' ', _stage.Engine.Job!.Labels.Select(label => $"{label.Key}={label.Value}")));
        Assert.Contains("because: a person", _stage.Log("one"), StringComparison.Ordinal);
        Assert.All([_stage.Layout.Requests, _stage.Layout.Claims, _stage.Layout.AllWork], directory => Assert.Empty(RunnerStage.Names(directory)));
        Assert.Equal(3, _stage.Engine.Cleaned);
    }

    [Fact]
    public async Task An_engine_that_says_no_is_quoted_and_what_it_pushed_until_then_is_told()
    {
        using var stage = new RunnerStage("touch \"$2/$3\"; echo 'error pushing image: denied' >&2; exit 7");
        stage.AskWithTags("one", "[\"first\",\"second\"]");

        Assert.IsType<PassResult.Failed>(await stage.OnceAsync());

        var result = stage.Result("one");
        Assert.Equal((BuildStatus.Failed, "registry-refused", 7), (result.Status, result.ErrorClass, result.ExitCode));
        Assert.Contains("error pushing image: denied", result.LogTail, StringComparer.Ordinal);
        Assert.Equal([true, false], result.Pushed.Select(tag => tag.Verified));
    }

    [Fact]
    public async Task What_an_engine_that_was_killed_left_running_pushes_nothing_after_the_result()
    {
        using var stage = new RunnerStage("setsid sh -c 'echo $$ > \"$1/pid\"; sleep 300; touch \"$1/latest\"' sh \"$2\" & while [ ! -s \"$2/pid\" ]; do sleep 0.01; done; kill -9 $$");
        stage.Ask("one");
        await stage.OnceAsync();

        Assert.Equal((BuildStatus.Failed, 137), (stage.Result("one").Status, stage.Result("one").ExitCode));
        Assert.False(Runs(File.ReadAllText(Path.Join(stage.Registry, "pid")).Trim()));
    }

    [Fact]
    public async Task An_engine_that_says_yes_is_not_believed()
    {
        using var stage = new RunnerStage("exit 0");
        stage.Ask("one");
        await stage.OnceAsync();

        Assert.Equal((BuildStatus.Failed, ErrorClass.NotVerified), (stage.Result("one").Status, stage.Result("one").ErrorClass));
    }

    [Fact]
    public async Task A_registry_behind_TLS_is_refused_unless_the_engine_may_be_believed()
    {
        using var stage = new RunnerStage("exit 0");
        stage.AskFor("one", "registry.example.org/team/app");
        await stage.OnceAsync();
        stage.Settings = stage.Settings with { Registries = new RegistryAccess([], []) { AllowUnverified = true } };
        stage.AskFor("two", "registry.example.org/team/app");
        await stage.OnceAsync();

        var (refused, believed) = (stage.Result("one"), stage.Result("two"));
        Assert.Equal((BuildStatus.Refused, ErrorClass.Unsupported), (refused.Status, refused.ErrorClass));
        Assert.Contains("BUILD_ALLOW_UNVERIFIED=true", refused.Error, StringComparison.Ordinal);
        Assert.Equal(BuildStatus.Succeeded, believed.Status);
        Assert.False(Assert.Single(believed.Pushed).Verified);
    }

    [Fact]
    public async Task A_build_that_hangs_is_ended_with_all_that_it_started()
    {
        using var stage = new RunnerStage("sleep 300 & echo $! > \"$2/pid\"; wait");
        stage.Ask("one", ",\"time_limit_secs\":1");
        await stage.OnceAsync();

        Assert.Equal((BuildStatus.TimedOut, ErrorClass.TimeLimit), (stage.Result("one").Status, stage.Result("one").ErrorClass));
        Assert.False(Runs(File.ReadAllText(Path.Join(stage.Registry, "pid")).Trim()));
    }

    [Fact]
    public async Task What_cannot_be_built_is_refused_before_an_engine_runs()
    {
        _stage.Ask("unsupported");
        _stage.Engine.Refuses = "it has a heredoc";
        await _stage.OnceAsync();
        _stage.Ask("no-context");
        _stage.Contexts.Refuses = "there is no app";
        await _stage.OnceAsync();
        File.WriteAllText(Path.Join(_stage.Layout.Requests, "wrong.json"), "{}");
        await _stage.OnceAsync();

        Assert.Equal((BuildStatus.Refused, ErrorClass.Unsupported, "it has a heredoc"), Told("unsupported"));
        Assert.Equal((BuildStatus.Refused, ErrorClass.Context, "there is no app"), Told("no-context"));
        Assert.StartsWith("schema is missing; write 1; id is missing", Told("wrong").Item3, StringComparison.Ordinal);
        Assert.Empty(RunnerStage.Names(_stage.Registry));

        (string Status, string? Class, string?) Told(string id) => (_stage.Result(id).Status, _stage.Result(id).ErrorClass, _stage.Result(id).Error);
    }

    [Fact]
    public async Task A_directory_that_is_called_like_a_request_is_put_aside_and_holds_nothing_up()
    {
        Directory.CreateDirectory(Path.Join(_stage.Layout.Requests, "directory.json", "inner"));
        _stage.Ask("one");
        _stage.Settings = _stage.Settings with { KeptResults = 1 };

        Assert.IsType<PassResult.Succeeded>(await _stage.OnceAsync());

        Assert.Equal(BuildStatus.Succeeded, _stage.Result("one").Status);
        Assert.Equal(["directory.json", "directory.json.why"], RunnerStage.Names(_stage.Layout.Refused));
        Assert.All([_stage.Layout.Requests, _stage.Layout.Claims], directory => Assert.Empty(RunnerStage.Names(directory)));
    }

    [Fact]
    public async Task A_request_that_is_a_link_or_a_pipe_is_refused_and_not_waited_for()
    {
        File.CreateSymbolicLink(Path.Join(_stage.Layout.Requests, "link.json"), "/etc/passwd");
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Join(_stage.Layout.Requests, "pipe.json")]);
        await made.WaitForExitAsync();

        await _stage.OnceAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.All(["link", "pipe"], id => Assert.Equal(BuildStatus.Refused, _stage.Result(id).Status));
    }

    [Fact]
    public async Task While_the_registry_is_read_only_requests_wait()
    {
        _stage.Ask("one");
        _stage.State = new RegistryState.ReadOnly();
        Assert.Contains("read-only", Assert.IsType<PassResult.Busy>(await _stage.OnceAsync()).Sentence, StringComparison.Ordinal);
        Assert.Equal(["one.json"], RunnerStage.Names(_stage.Layout.Requests));

        _stage.State = new RegistryState.Ready();
        await _stage.OnceAsync();
        Assert.Equal(BuildStatus.Succeeded, _stage.Result("one").Status);
    }

    [Fact]
    public async Task A_registry_that_never_answers_fails_a_request_once_its_time_is_over()
    {
        _stage.Ask("one", ",\"time_limit_secs\":60");
        _stage.State = new RegistryState.Unreachable("nobody is there");
        Assert.IsType<PassResult.Busy>(await _stage.OnceAsync());

        File.SetLastWriteTimeUtc(_stage.Layout.Request(new("one")), TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-61));
        await _stage.OnceAsync();
        Assert.Equal(ErrorClass.RegistryUnreachable, _stage.Result("one").ErrorClass);
    }

    [Fact]
    public async Task A_runner_that_is_stopped_gives_its_request_back_and_leaves_nothing_running()
    {
        using var stage = new RunnerStage("touch \"$2/begun\"; sleep 300");
        stage.Ask("one");
        using var stop = new CancellationTokenSource();
        var pass = stage.Runner().RunAsync(stop.Token);
        while (!File.Exists(Path.Join(stage.Registry, "begun")) && !pass.IsCompleted)
            await Task.Delay(10);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(["one.json"], RunnerStage.Names(stage.Layout.Requests));
        Assert.All([stage.Layout.Claims, stage.Layout.AllWork, stage.Layout.Results], directory => Assert.Empty(RunnerStage.Names(directory)));
    }

    [Fact]
    public async Task A_container_that_cannot_be_cleaned_costs_the_request_nothing()
    {
        _stage.Ask("one");
        // The first cleaning is that of a runner's begin.
        _stage.Engine.FailsAtCleaning = 2;
        await Assert.ThrowsAsync<InvalidOperationException>(_stage.OnceAsync);
        Assert.Equal(["one.json"], RunnerStage.Names(_stage.Layout.Requests));

        // And this one is after the build.
        _stage.Engine.FailsAtCleaning = 5;
        await Assert.ThrowsAsync<InvalidOperationException>(_stage.OnceAsync);
        Assert.Equal((BuildStatus.Succeeded, 1), (_stage.Result("one").Status, _stage.Result("one").Attempt));
        Assert.Empty(RunnerStage.Names(_stage.Layout.Claims));
    }

    [Fact]
    public async Task Credentials_are_the_owners_alone_in_no_log_and_gone_after_the_build()
    {
        const string Script = "stat -c %a credentials credentials/config.json > \"$2/modes\"; echo secret=hunter22; base64 -d <<EOF\n$(sed 's/.*auth\":\"//; s/\".*//' credentials/config.json)\nEOF\n cat credentials/config.json; exit 1";
        using var stage = new RunnerStage(Script);
        stage.Settings = stage.Settings with { Registries = new RegistryAccess([], []) { Login = new RegistryLogin("registry:5000", "robot", "hunter22") } };
        stage.Ask("one");
        await stage.OnceAsync();

        Assert.Equal("700\n600\n", File.ReadAllText(Path.Join(stage.Registry, "modes")));
        var told = stage.Log("one") + File.ReadAllText(stage.Layout.Result(new("one")));
        Assert.Contains("secret=***", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", told, StringComparison.Ordinal);
        Assert.DoesNotContain(new RegistryLogin("registry:5000", "robot", "hunter22").Basic, told, StringComparison.Ordinal);
        Assert.Empty(RunnerStage.Names(stage.Layout.AllWork));
    }

    [Fact]
    public async Task A_log_has_a_limit_and_the_result_has_its_end()
    {
        using var stage = new RunnerStage("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; printf '\\033[31mred\\033[0m\\n'; exit 1");
        stage.Settings = stage.Settings with { LogBytes = 4096 };
        stage.Ask("one");
        await stage.OnceAsync();

        Assert.InRange(stage.Log("one").Length, 3000, 4400);
        Assert.EndsWith("the last lines are in the result\n", stage.Log("one"), StringComparison.Ordinal);
        Assert.Equal("red", stage.Result("one").LogTail[^1]);
        Assert.Equal("line 1999", stage.Result("one").LogTail[^2]);
    }

    [Fact]
    public async Task The_newest_results_stay_with_their_logs()
    {
        _stage.Settings = _stage.Settings with { KeptResults = 2 };
        foreach (var id in new[] { "a", "b", "c" })
        {
            _stage.Ask(id);
            await _stage.OnceAsync();
        }

        Assert.Equal(["b.json", "c.json"], RunnerStage.Names(_stage.Layout.Results));
        Assert.Equal(["b.log", "c.log"], RunnerStage.Names(_stage.Layout.Logs));
    }

    [Fact]
    public async Task An_id_that_has_a_result_is_not_built_again_and_what_is_no_request_is_put_aside()
    {
        _stage.Ask("one");
        await _stage.OnceAsync();
        var first = File.ReadAllText(_stage.Layout.Result(new("one")));
        _stage.Ask("one");
        File.WriteAllText(Path.Join(_stage.Layout.Requests, "No Id.json"), "{}");
        await _stage.OnceAsync();

        Assert.Equal(first, File.ReadAllText(_stage.Layout.Result(new("one"))));
        Assert.Equal(["No Id.json", "No Id.json.why", "one.json", "one.json.why"], RunnerStage.Names(_stage.Layout.Refused));
        Assert.Contains("ask again under a new id", File.ReadAllText(Path.Join(_stage.Layout.Refused, "one.json.why")), StringComparison.Ordinal);
        Assert.Empty(RunnerStage.Names(_stage.Layout.Requests));
    }

    /// <summary>A zombie that nobody reaps does not.</summary>
    private static bool Runs(string process) => File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
