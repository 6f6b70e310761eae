using System.Diagnostics;
using System.Text;
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
    public async Task A_mirror_that_was_moved_away_is_filled_again_also_when_the_first_try_fails()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        using (var move = Process.Start("mv", [_stage.Repository(), $"{_stage.Repository()}.away"]))
            await move.WaitForExitAsync();
        _stage.Server.InGitsPlace = context =>
        {
            var isFetch = context.Request.HttpMethod is "POST";
            if (isFetch)
                context.Response.StatusCode = 500;
            return Task.FromResult(isFetch);
        };
        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        _stage.Server.InGitsPlace = _ => Task.FromResult(false);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(upstream.Git("rev-parse", "main"), _stage.Git("rev-parse", "refs/heads/main"));
    }

    [Fact]
    public async Task A_state_file_that_is_older_than_the_mirror_does_not_hide_what_upstream_took_back()
    {
        var upstream = _stage.Upstream();
        var good = upstream.Git("rev-parse", "main");
        await _stage.PassAsync();
        var state = await File.ReadAllTextAsync(_stage.Layout.State(new("app")));
        upstream.Commit("main", "bad");
        await _stage.PassAsync();
        await File.WriteAllTextAsync(_stage.Layout.State(new("app")), state);
        upstream.Git("update-ref", "refs/heads/main", good);

        await _stage.PassAsync();

        Assert.Equal((good, good), (_stage.Git("rev-parse", "refs/heads/main"), _stage.State().New));
    }

    [Fact]
    public async Task Tips_that_are_rewritten_at_one_moment_are_all_kept()
    {
        var upstream = _stage.Upstream();
        var tips = new List<string> { upstream.Git("rev-parse", "main") };
        await _stage.PassAsync();
        var clock = new FakeClock();
        _stage.Clock = clock;
        for (var round = 0; round < 4; round++)
        {
            var tip = upstream.Commit("main", $"round {round}", orphan: true);
            await _stage.PassAsync();
            tips.Add(tip);
        }

        Assert.Equal(tips[..^1].Order(StringComparer.Ordinal), _stage.Kept().Select(kept => kept.Split(' ')[0]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task With_the_brake_held_HEAD_stays_at_a_branch_that_is_there()
    {
        var upstream = _stage.Upstream();
        for (var number = 0; number < 10; number++)
            upstream.Commit($"b{number}", "more");
        await _stage.PassAsync();
        for (var number = 0; number < 10; number++)
            upstream.Git("update-ref", "-d", $"refs/heads/b{number}");
        upstream.Git("branch", "-m", "main", "next");
        upstream.Git("branch", "-m", "next", "main/next");

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());

        Assert.Equal("refs/heads/main", _stage.Git("symbolic-ref", "HEAD"));
        Assert.NotNull(_stage.State().New);
    }

    [Fact]
    public async Task What_a_narrowed_refspec_left_neither_stands_in_the_way_nor_hides_a_loss()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("feature", "more");
        var old = upstream.Commit("main", "second");
        await _stage.PassAsync();
        _stage.List[0] = _stage.List[0].Replace(" }", ", refspec: [refs/heads/main, 'refs/heads/feature/*'] }", StringComparison.Ordinal);
        upstream.Git("update-ref", "-d", "refs/heads/feature");
        upstream.Commit("feature/one", "more");
        upstream.Commit("main", "rewritten", orphan: true);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Contains($"{old} heads/main", _stage.Kept(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Another_repository_under_an_old_name_replaces_nothing_until_a_person_accepts()
    {
        var upstream = _stage.Upstream();
        var ours = upstream.Git("rev-parse", "main");
        await _stage.PassAsync();
        var other = new UpstreamRepository(_stage.Server.PathOf("other.git"));
        var theirs = other.Commit("main", "another history", orphan: true);
        _stage.List[0] = _stage.List[0].Replace("app.git", "other.git", StringComparison.Ordinal);

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        Assert.Equal((ours, "other-history"), (_stage.Git("rev-parse", "refs/heads/main"), _stage.State().Fault!.Code));

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync(accept: "app"));
        Assert.Equal(theirs, _stage.Git("rev-parse", "refs/heads/main"));
    }

    [Fact]
    public async Task Two_names_that_are_no_text_do_not_become_one()
    {
        var upstream = _stage.Upstream();
        var path = _stage.Server.PathOf("app.git");
        var tip = upstream.Git("rev-parse", "main");
        await File.WriteAllBytesAsync(Path.Join(path, "packed-refs"), [.. Encoding.Latin1.GetBytes($"# pack-refs with: peeled fully-peeled sorted \n{tip} refs/heads/f\u00e4r\n{tip} refs/heads/f\u00fcr\n")]);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal("refs/heads/main", _stage.Git("for-each-ref", "--format=%(refname)", "refs/heads"));
        // .NET cannot delete files of such names.
        _stage.Git("pack-refs", "--all");
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
