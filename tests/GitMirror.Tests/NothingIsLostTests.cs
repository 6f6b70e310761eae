using System.Diagnostics;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class NothingIsLostTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task An_emptied_upstream_loses_nothing_here()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("other", "work");
        await _stage.PassAsync();
        var before = _stage.Refs();

        upstream.Git("update-ref", "-d", "refs/heads/main");
        upstream.Git("update-ref", "-d", "refs/heads/other");

        await FailsAsync("upstream-empty");
        Assert.Equal(before, _stage.Refs());
    }

    [Theory]
    [InlineData("OK", "upstream-empty")]
    [InlineData("", "upstream-empty")]
    [InlineData("<html>\n<body>\nPlease log in\n</body>\n</html>\n", "not-git")]
    public async Task A_portal_that_answers_200_in_gits_place_loses_nothing_here(string page, string code)
    {
        _stage.Upstream();
        await _stage.PassAsync();
        var before = _stage.Refs();

        _stage.Server.AnswerWith(200, page);

        await FailsAsync(code);
        Assert.Equal(before, _stage.Refs());
    }

    [Fact]
    public async Task A_portal_that_comes_up_between_poll_and_fetch_loses_nothing_here()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var before = _stage.Refs();

        upstream.Commit("main", "second");
        var requests = 0;
        _stage.Server.InGitsPlace = context => Task.FromResult(Interlocked.Increment(ref requests) > 1);

        await FailsAsync("upstream-empty");
        Assert.Equal(before, _stage.Refs());
    }

    [Fact]
    public async Task An_upstream_that_lost_most_of_its_branches_loses_none_here_until_a_person_accepts()
    {
        var upstream = _stage.Upstream();
        for (var branch = 0; branch < 10; branch++)
            upstream.Commit($"b{branch}", $"{branch}");
        await _stage.PassAsync();

        for (var branch = 0; branch < 8; branch++)
            upstream.Git("update-ref", "-d", $"refs/heads/b{branch}");
        var commit = upstream.Commit("main", "and it goes on");

        await FailsAsync("mass-deletion");
        Assert.Equal(11, _stage.State().Refs);
        // What is new arrives all the same.
        Assert.Equal(commit, _stage.Git("rev-parse", "refs/heads/main"));

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync(accept: "app"));
        Assert.Equal(3, _stage.State().Refs);
        Assert.Equal(8, _stage.Kept().Length);
    }

    [Fact]
    public async Task An_upstream_whose_default_branch_vanished_loses_nothing_here()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("other", "work");
        await _stage.PassAsync();
        var before = _stage.Refs();

        upstream.Git("update-ref", "-d", "refs/heads/main");

        await FailsAsync("no-default-branch");
        Assert.Equal(before, _stage.Refs());
    }

    [Fact]
    public async Task A_fetch_that_takes_too_long_is_ended_with_all_that_it_started_and_the_next_one_works()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var before = _stage.Refs();

        var commit = upstream.Commit("main", "second");
        var hanging = new TaskCompletionSource();
        _stage.Server.InGitsPlace = async context =>
        {
            if (context.Request.HttpMethod is not "POST")
                return false;
            await hanging.Task;
            return true;
        };
        _stage.Limits = _stage.Limits with { Command = TimeSpan.FromSeconds(2) };

        await FailsAsync("timed-out");
        hanging.SetResult();
        Assert.Equal(before, _stage.Refs());
        Assert.DoesNotContain(CommandLines(), line => line.Contains(_stage.Server.Url("app.git"), StringComparison.Ordinal));

        _stage.Server.InGitsPlace = _ => Task.FromResult(false);
        _stage.Limits = _stage.Limits with { Command = TimeSpan.FromMinutes(1) };
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.Equal(commit, _stage.Git("rev-parse", "refs/heads/main"));
    }

    [Fact]
    public async Task What_a_killed_git_mirror_left_is_swept_and_the_next_fetch_works()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var commit = upstream.Commit("main", "second");
        string[] left = ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "objects/pack/tmp_pack_AbCdEf"];
        foreach (var file in left)
            await File.WriteAllTextAsync(Path.Join(_stage.Repository(), file), "");
        var start = new ProcessStartInfo("sleep", ["600"]);
        start.Environment["GIT_MIRROR_REPOSITORY"] = _stage.Repository();
        using var orphan = Process.Start(start)!;

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        await orphan.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(commit, _stage.Git("rev-parse", "refs/heads/main"));
        Assert.DoesNotContain(left, file => File.Exists(Path.Join(_stage.Repository(), file)));
    }

    [Fact]
    public async Task A_second_git_mirror_on_the_same_mirror_does_nothing_and_says_so()
    {
        _stage.Upstream();
        await _stage.PassAsync();
        using var other = MirrorHold.Take(_stage.Layout.Lock(new("app")));

        Assert.Contains("app (busy)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
        Assert.Empty(_stage.Server.Requests);
    }

    private async Task FailsAsync(string code)
    {
        var good = _stage.State();
        var result = Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        Assert.Equal($"1 of 1 mirrors are not like their upstream: app ({code})", result.Sentence);
        var state = _stage.State();
        Assert.Equal(("failed", code, 1), (state.Outcome, state.Fault?.Code, state.Failures));
        Assert.Equal(good.SucceededAt, state.SucceededAt);
        Assert.NotNull(state.NextTryAt);
    }

    private static IEnumerable<string> CommandLines()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            var line = "";
            try
            {
                line = File.ReadAllText(Path.Join(directory, "cmdline"));
            }
            catch (IOException)
            {
                // Ended meanwhile.
            }

            yield return line;
        }
    }
}
