using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class FetchTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_new_mirror_has_branches_tags_and_the_default_branch()
    {
        var upstream = _stage.Upstream();
        var commit = upstream.Commit("feature/one", "more");
        upstream.Git("tag", "v1", commit);
        upstream.Git("update-ref", "refs/pull/1/head", commit);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"refs/heads/main\n{upstream.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags")}", _stage.Refs());
        var state = _stage.State();
        Assert.Equal(("changed", "refs/heads/main", null, upstream.Git("rev-parse", "main"), 3), (state.Outcome, state.DefaultBranch, state.Old, state.New, state.Refs));
    }

    [Fact]
    public async Task An_unchanged_upstream_costs_one_request()
    {
        _stage.Upstream();
        await _stage.PassAsync();
        var changedAt = _stage.State().ChangedAt;

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Single(_stage.Server.Requests);
        Assert.Equal(("unchanged", changedAt), (_stage.State().Outcome, _stage.State().ChangedAt));
    }

    [Fact]
    public async Task Fifty_unchanged_mirrors_cost_one_request_each()
    {
        _stage.Upstream();
        for (var copy = 1; copy < 50; copy++)
            _stage.List.Add($"{{ name: copy-{copy}, upstream: '{_stage.Server.Url("app.git")}' }}");
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(50, _stage.Server.Requests.Count);
    }

    [Fact]
    public async Task A_new_commit_arrives_and_the_state_says_from_where_to_where()
    {
        var upstream = _stage.Upstream();
        var old = upstream.Git("rev-parse", "main");
        await _stage.PassAsync();
        var digest = _stage.State().RefsDigest;

        var commit = upstream.Commit("main", "second");
        await _stage.PassAsync();

        Assert.Equal(commit, _stage.Git("rev-parse", "refs/heads/main"));
        var state = _stage.State();
        Assert.Equal(("changed", old, commit), (state.Outcome, state.Old, state.New));
        Assert.NotEqual(digest, state.RefsDigest, StringComparer.Ordinal);
        Assert.Empty(_stage.Kept());
    }

    [Fact]
    public async Task A_deleted_branch_goes_and_its_tip_is_kept_for_days()
    {
        var upstream = _stage.Upstream();
        var tip = upstream.Commit("old", "work");
        await _stage.PassAsync();

        upstream.Git("update-ref", "-d", "refs/heads/old");
        await _stage.PassAsync();

        Assert.DoesNotContain("refs/heads/old", _stage.Refs(), StringComparison.Ordinal);
        Assert.Equal([$"{tip} heads/old"], _stage.Kept());
        Assert.Equal("commit", _stage.Git("cat-file", "-t", tip));

        _stage.Clock = new LaterClock(TimeSpan.FromDays(15));
        upstream.Commit("main", "later");
        await _stage.PassAsync();
        Assert.Empty(_stage.Kept());
    }

    [Fact]
    public async Task A_rewritten_branch_and_a_moved_tag_follow_and_their_old_tips_are_kept()
    {
        var upstream = _stage.Upstream();
        var old = upstream.Git("rev-parse", "main");
        upstream.Git("tag", "v1", old);
        await _stage.PassAsync();

        var rewritten = upstream.Commit("main", "another history", orphan: true);
        upstream.Git("tag", "--force", "v1", rewritten);
        await _stage.PassAsync();

        Assert.Equal(rewritten, _stage.Git("rev-parse", "refs/heads/main"));
        Assert.Equal([$"{old} heads/main", $"{old} tags/v1"], _stage.Kept());
    }

    [Fact]
    public async Task A_renamed_default_branch_is_followed_and_HEAD_never_names_nothing()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();

        upstream.Git("branch", "--move", "main", "trunk");
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"refs/heads/trunk\n{upstream.Git("rev-parse", "trunk")} refs/heads/trunk", _stage.Refs());
        Assert.Equal("refs/heads/trunk", _stage.State().DefaultBranch);
    }

    [Fact]
    public async Task A_branch_that_becomes_a_directory_of_branches_does_not_wedge_the_mirror()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("feature", "one");
        await _stage.PassAsync();

        upstream.Git("update-ref", "-d", "refs/heads/feature");
        var inside = upstream.Commit("feature/one", "two");
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(inside, _stage.Git("rev-parse", "refs/heads/feature/one"));
    }

    [Fact]
    public async Task Only_what_refspec_names_is_mirrored()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("release/1", "one");
        upstream.Commit("wild", "two");
        _stage.List[0] = _stage.List[0].Replace(" }", ", refspec: [refs/heads/main, refs/heads/release/*] }", StringComparison.Ordinal);

        await _stage.PassAsync();
        Assert.Equal("refs/heads/main\nrefs/heads/release/1", _stage.Git("for-each-ref", "--format=%(refname)", "refs/heads"));
        await _stage.PassAsync();
        Assert.Single(_stage.Server.Requests);
    }

    [Fact]
    public async Task A_lost_state_file_is_made_again_from_the_repository()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        await File.WriteAllTextAsync(_stage.Layout.State(new("app")), "{ half");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(upstream.Git("rev-parse", "main"), _stage.State().New);
    }
}
