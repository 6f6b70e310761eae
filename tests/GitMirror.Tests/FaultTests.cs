using System.Diagnostics;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Broken_mirrors_among_good_ones_say_why_and_the_good_ones_are_fetched()
    {
        foreach (var good in new[] { "one", "two", "three" })
            _stage.Upstream(good);
        _stage.List.Add($"{{ name: gone, upstream: '{_stage.Server.Url("gone.git")}' }}");
        _stage.List.Add("{ name: silent, upstream: 'http://127.0.0.1:1/x.git' }");
        _stage.List.Add($"{{ name: waits, upstream: '{_stage.Server.Url("waits.git")}', skip: true }}");

        var failed = Assert.IsType<PassResult.Failed>(await _stage.PassAsync());

        Assert.Equal("2 of 6 mirrors are not like their upstream: gone (not-found), silent (unreachable)", failed.Sentence);
        foreach (var good in new[] { "one", "two", "three" })
            Assert.Equal("changed", _stage.State(good).Outcome);
        Assert.DoesNotContain(_stage.Server.Requests, request => request.Contains("waits", StringComparison.Ordinal));
        Assert.Equal("not-found", _stage.State("gone").Fault!.Code);
    }

    [Theory]
    [InlineData(301, "moved")]
    [InlineData(302, "moved")]
    [InlineData(401, "credentials-wanted")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not-found")]
    [InlineData(429, "server-error")]
    [InlineData(500, "server-error")]
    [InlineData(502, "server-error")]
    public async Task What_the_server_answers_is_told_by_its_code(int status, string code)
    {
        _stage.Upstream();
        _stage.Server.AnswerWith(status, "<html>no</html>", location: _stage.Server.Url("elsewhere.git/info/refs?service=git-upload-pack"));

        Assert.Contains($"({code})", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);

        Assert.DoesNotContain(_stage.Server.Requests, request => request.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transfer_that_stands_still_is_given_up()
    {
        _stage.Upstream();
        var standing = new TaskCompletionSource();
        _stage.Server.InGitsPlace = async _ =>
        {
            await standing.Task;
            return true;
        };
        _stage.Limits = _stage.Limits with { Stall = TimeSpan.FromSeconds(2) };

        Assert.Contains("(stalled)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
        standing.SetResult();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("10.1.2.3")]
    public async Task A_private_address_is_refused_before_a_request_is_made(string host)
    {
        _stage.AllowPrivate = false;
        _stage.List.Add($"{{ name: app, upstream: 'http://{host}:{_stage.Server.Port}/app.git' }}");

        Assert.Contains("(private-address)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);

        Assert.Empty(_stage.Server.Requests);
    }

    [Fact]
    public async Task A_host_without_address_is_told()
    {
        _stage.AllowPrivate = false;
        _stage.List.Add("{ name: app, upstream: 'http://no-such-host.invalid/app.git' }");

        Assert.Contains("(name-unknown)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_git_is_told()
    {
        _stage.GitExecutable = "no-such-git";
        _stage.Upstream();

        Assert.Contains("(no-git)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_that_git_finds_broken_do_not_arrive()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var before = _stage.Refs();

        var tree = upstream.Git("mktree");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"tree {tree}\nauthor nobody\ncommitter nobody\n\nbroken\n");
        upstream.Git("update-ref", "refs/heads/main", upstream.Git("hash-object", "-t", "commit", "-w", "--literally", file));

        Assert.Contains("(bad-objects)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
        Assert.Equal(before, _stage.Refs());
    }

    [Fact]
    public async Task A_failing_mirror_is_left_alone_for_longer_each_time_and_a_person_is_not_kept_waiting()
    {
        _stage.List.Add($"{{ name: app, upstream: '{_stage.Server.Url("app.git")}' }}");
        _stage.Server.AnswerWith(503, "");
        await _stage.PassAsync();
        var first = _stage.State();
        await _stage.PassAsync();
        var second = _stage.State();

        Assert.Equal((1, 2), (first.Failures, second.Failures));
        Assert.True(second.NextTryAt - second.TriedAt > (first.NextTryAt - first.TriedAt) * 1.5);

        var began = Stopwatch.GetTimestamp();
        Assert.Contains("(server-error)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync(once: false)).Sentence, StringComparison.Ordinal);
        Assert.Empty(_stage.Server.Requests);
        Assert.True(Stopwatch.GetElapsedTime(began) < _stage.Settings.Interval * 0.1 + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_list_that_was_broken_while_it_runs_leaves_the_last_good_one_in_use()
    {
        var upstream = _stage.Upstream();
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{_stage.List[0]}]");
        var pass = new MirrorPass(_stage.Settings, new ListFile(_stage.Settings.List, _stage.Settings.Rules), forge: null, once: true, accept: null, TimeProvider.System, _stage.Log);
        await pass.RunAsync(CancellationToken.None);

        await File.WriteAllTextAsync(_stage.Settings.List, "mirrors: [{ name: app }]");
        var commit = upstream.Commit("main", "second");
        var failed = Assert.IsType<PassResult.Failed>(await pass.RunAsync(CancellationToken.None));

        Assert.Contains("mirrors[0] has no upstream", failed.Sentence, StringComparison.Ordinal);
        Assert.Equal(commit, _stage.State().New);
    }
}
