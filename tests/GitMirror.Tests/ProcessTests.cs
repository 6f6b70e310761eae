using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class ProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Once_returns_0_when_all_is_well_and_status_shows_a_row_for_each_mirror()
    {
        var upstream = _stage.Upstream();
        _stage.List.Add("{ name: paused, upstream: 'https://example.org/x.git', skip: true }");

        var once = await MirrorProcess.RunAsync(_stage, null, "--once");
        Assert.True(once.Code == 0, once.Output + once.Error);

        var status = await MirrorProcess.RunAsync(_stage, null, "status");
        Assert.Equal(0, status.Code);
        Assert.Equal(
            $"""
            MIRROR  STATE    DEFAULT BRANCH  COMMIT        REFS  SUCCEEDED  CHANGED
            app     ok       main            {upstream.Git("rev-parse", "main")[..12]}  1     0s ago     0s ago
            paused  skipped  -               -             -     never      never

            """,
            status.Output);
    }

    [Fact]
    public async Task Once_returns_1_when_a_mirror_failed_and_status_says_cause_and_cure()
    {
        _stage.List.Add($"{{ name: app, upstream: '{_stage.Server.Url("app.git")}' }}");

        Assert.Equal(1, (await MirrorProcess.RunAsync(_stage, null, "--once")).Code);

        var status = await MirrorProcess.RunAsync(_stage, null, "status");
        Assert.Equal(1, status.Code);
        Assert.EndsWith(
            "\napp: there is no such repository at the upstream.\n  check the address; if it is gone for good, set skip: true, and the mirror stays.\n",
            status.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_a_wrong_list_and_a_wrong_word_return_2_and_begin_nothing()
    {
        _stage.Upstream();
        var setting = await MirrorProcess.RunAsync(_stage, new Dictionary<string, string>(StringComparer.Ordinal) { ["MIRROR_INTERVAL_SEC"] = "5" }, "--once");
        Assert.Equal((2, "git-mirror: MIRROR_INTERVAL_SEC is not a setting; did you mean MIRROR_INTERVAL_SECS?\n"), (setting.Code, setting.Error));

        var provider = await MirrorProcess.RunAsync(_stage, new Dictionary<string, string>(StringComparer.Ordinal) { ["MIRROR_PROVIDER"] = "svn" }, "--once");
        Assert.Equal((2, "git-mirror: MIRROR_PROVIDER=svn is not known; write list or gitlab or github or gitea or forgejo\n"), (provider.Code, provider.Error));

        Assert.Equal(2, (await MirrorProcess.RunAsync(_stage, null, "fetch")).Code);
        Assert.Equal(2, (await MirrorProcess.RunAsync(_stage, null, "--once", "--accept", "nobody")).Code);

        _stage.List[0] = "{ name: app }";
        Assert.Equal(2, (await MirrorProcess.RunAsync(_stage, null, "--once")).Code);
        Assert.Empty(_stage.Server.Requests);
    }

    [Fact]
    public async Task A_git_mirror_killed_in_the_middle_of_a_fetch_loses_nothing_and_the_next_one_finishes()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var before = _stage.Refs();
        var state = _stage.State();
        var commit = upstream.Commit("main", "second");
        var fetching = new TaskCompletionSource();
        var hanging = new TaskCompletionSource();
        _stage.Server.InGitsPlace = async context =>
        {
            if (context.Request.HttpMethod is not "POST")
                return false;
            fetching.TrySetResult();
            await hanging.Task;
            return true;
        };

        using (var killed = MirrorProcess.Start(_stage, null, "--once"))
        {
            await fetching.Task.WaitAsync(s_patience);
            // Only itself: its git becomes an orphan.
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        Assert.Equal((before, state.TriedAt), (_stage.Refs(), _stage.State().TriedAt));
        _stage.Server.InGitsPlace = _ => Task.FromResult(false);
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.Equal(commit, _stage.State().New);
        hanging.SetResult();
    }

    [Fact]
    public async Task A_git_mirror_killed_again_and_again_while_it_pushes_loses_nothing_at_the_destination()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("stays", "once");
        await _stage.PassAsync();
        var everSeen = new HashSet<string>(StringComparer.Ordinal) { upstream.Git("rev-parse", "main") };
        var pushes = destination.Pushes.Length;
        for (var round = 1; round <= 14; round++)
        {
            everSeen.Add(upstream.Commit("main", $"round {round}", orphan: round % 2 == 0));
            upstream.Commit($"branch-{round}", "more");
            if (round > 1)
                upstream.Git("update-ref", "-d", $"refs/heads/branch-{round - 1}");
            using var process = MirrorProcess.Start(_stage, null, "--once");
            var requests = 0;
            _stage.Server.InGitsPlace = _ =>
            {
                // It dies while the server works: what its git asked for may come to pass or not.
                if (Interlocked.Increment(ref requests) == round)
                    process.Kill();
                return Task.FromResult(false);
            };
            await process.WaitForExitAsync().WaitAsync(s_patience);
            _stage.Server.InGitsPlace = _ => Task.FromResult(false);

            Assert.Contains(destination.Git("rev-parse", "main"), everSeen);
            Assert.Contains("refs/heads/stays", destination.Refs, StringComparison.Ordinal);
        }

        _stage.Server.InGitsPlace = _ => Task.FromResult(false);
        var (code, output, _) = await MirrorProcess.RunAsync(_stage, null, "--once");

        Assert.True(code == 0, output);
        Assert.Equal(upstream.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags"), destination.Refs);
        Assert.True(destination.Pushes.Length > pushes + 2, "no push was reached");
    }

    [Fact]
    public async Task The_daemon_fetches_what_comes_between_its_passes_and_ends_with_0_when_asked()
    {
        var upstream = _stage.Upstream();
        using var daemon = MirrorProcess.Start(_stage, new Dictionary<string, string>(StringComparer.Ordinal) { ["MIRROR_INTERVAL_SECS"] = "1" });
        var output = daemon.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => File.Exists(_stage.Layout.State(new("app"))));

        var commit = upstream.Commit("main", "second");
        await UntilAsync(() => _stage.State().New?.Equals(commit, StringComparison.Ordinal) ?? false);

        await SignalAsync(daemon, "TERM");
        await daemon.WaitForExitAsync().WaitAsync(s_patience);
        Assert.True(daemon.ExitCode == 0, await output);
        Assert.Equal("interval", _stage.State().Reason);
    }

    [Fact]
    public async Task The_daemon_comes_at_once_when_a_webhook_or_a_signal_asks_and_tells_how_it_is()
    {
        var upstream = _stage.Upstream();
        var port = FreePort.Find();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // The tenth of it, within which a first turn comes, is short enough to wait for.
            ["MIRROR_INTERVAL_SECS"] = "30",
            ["MIRROR_HTTP_PORT"] = $"{port}",
            ["MIRROR_WEBHOOK_SECRET"] = "known",
            ["MIRROR_HEALTH_FILE"] = Path.Join(_stage.Folder, "health.json"),
            ["MIRROR_METRIC_FILE"] = Path.Join(_stage.Folder, "metrics.prom"),
        };
        using var daemon = MirrorProcess.Start(_stage, settings);
        var output = daemon.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => File.Exists(settings["MIRROR_METRIC_FILE"]));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        var second = upstream.Commit("main", "second");
        using (var ask = new HttpRequestMessage(HttpMethod.Post, "sync/app") { Headers = { { "X-Gitlab-Token", "known" } } })
        using (var answer = await client.SendAsync(ask))
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await UntilAsync(() => (_stage.State().New, _stage.State().Reason) == (second, "webhook"));

        foreach (var signal in (string[])["HUP", "USR1"])
        {
            var commit = upstream.Commit("main", signal);
            await SignalAsync(daemon, signal);
            await UntilAsync(() => (_stage.State().New, _stage.State().Reason) == (commit, "signal"));
        }

        Assert.Contains("git_mirror_ok", await client.GetStringAsync(new Uri("metrics", UriKind.Relative)), StringComparison.Ordinal);
        var health = await MirrorProcess.RunAsync(_stage, settings, "health");
        Assert.True(health.Code == 0, health.Output + health.Error);

        await SignalAsync(daemon, "TERM");
        await daemon.WaitForExitAsync().WaitAsync(s_patience);
        Assert.True(daemon.ExitCode == 0, await output);
        Assert.Equal(1, (await MirrorProcess.RunAsync(_stage, settings, "health")).Code);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refused = await MirrorProcess.RunAsync(_stage, new Dictionary<string, string>(StringComparer.Ordinal) { ["MIRROR_HTTP_PORT"] = $"{port}" });

        Assert.Equal(2, refused.Code);
        Assert.Equal(
            $"git-mirror: port {port} of 127.0.0.1 is taken by another process; set MIRROR_HTTP_PORT (and MIRROR_HTTP_ADDRESS) to what is free, or MIRROR_HTTP_PORT=0 for neither metrics nor webhooks\n",
            refused.Error);
    }

    [Fact]
    public async Task A_single_pass_leaves_its_reports_also_when_a_mirror_fails()
    {
        _stage.List.Add($"{{ name: app, upstream: '{_stage.Server.Url("app.git")}' }}");
        var (metrics, report) = (Path.Join(_stage.Folder, "metrics.prom"), Path.Join(_stage.Folder, "junit.xml"));

        var once = await MirrorProcess.RunAsync(
            _stage, new Dictionary<string, string>(StringComparer.Ordinal) { ["MIRROR_METRIC_FILE"] = metrics, ["MIRROR_JUNIT_FILE"] = report }, "--once");

        Assert.Equal(1, once.Code);
        Assert.Contains("git_mirror_state{project=\"app\",code=\"not-found\"} 1\n", await File.ReadAllTextAsync(metrics), StringComparison.Ordinal);
        Assert.Contains("<error type=\"not-found\"", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_was_judged_leads_git_to_the_address_that_was_judged()
    {
        _stage.Upstream();
        Directory.CreateDirectory(_stage.Layout.Home);
        var git = new GitExecutable("git", _stage.Layout.Home, _stage.Settings.Rules, _stage.Limits, TimeProvider.System, _stage.Log);
        var listing = new GitCommand("ls-remote") { Positionals = [$"http://judged.invalid:{_stage.Server.Port}/app.git"] };

        var (_, unpinned) = await git.TryAsync(listing, _ => { }, CancellationToken.None);
        var (_, pinned) = await git.TryAsync(listing with { Pin = $"judged.invalid:{_stage.Server.Port}:127.0.0.1" }, _ => { }, CancellationToken.None);

        Assert.IsType<MirrorFault.NameUnknown>(GitWords.Fault(unpinned));
        // The server knows no such host, and that is an answer.
        Assert.Contains(" 40", pinned.Text.Replace("not found", " 404", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < s_patience, "it did not come about in time");
            await Task.Delay(50);
        }
    }
}
