using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

/// <summary>What happens to a destination; what happens when it refuses is in RefusedPushTests.</summary>
public sealed class PushTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_destination_gets_branches_and_tags_and_nothing_else()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Git("tag", "v1", upstream.Commit("feature/one", "second"));
        upstream.Git("update-ref", "refs/pull/1/head", upstream.Commit("main", "third"));

        await _stage.PassAsync();

        Assert.Equal(upstream.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags"), destination.Refs);
        Assert.Empty(destination.Git("for-each-ref", "refs/pull"));
        Assert.Equal(_stage.State().New, _stage.State().Destination!.New);
        Assert.Equal(_stage.State().RefsDigest, _stage.State().Destination!.RefsDigest);
    }

    [Fact]
    public async Task The_default_branch_goes_alone_and_first_and_only_its_push_starts_a_pipeline()
    {
        var (upstream, destination) = _stage.Pushed();
        foreach (var branch in new[] { "aa", "bb", "cc", "zz" })
            upstream.Commit(branch, "more");

        await _stage.PassAsync();

        Assert.Equal([": refs/heads/main", "ci.skip: refs/heads/aa refs/heads/bb refs/heads/cc refs/heads/zz"], destination.Pushes);
    }

    [Fact]
    public async Task A_server_without_push_options_is_pushed_to_without_them()
    {
        var (upstream, destination) = _stage.Pushed();
        destination.Git("config", "receive.advertisePushOptions", "false");
        upstream.Commit("other", "more");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal([": refs/heads/main", ": refs/heads/other"], destination.Pushes);
    }

    [Fact]
    public async Task A_destination_that_was_just_seen_is_not_asked_again_until_the_mirror_changes_or_an_hour_has_passed()
    {
        _stage.With = settings => settings with { Interval = TimeSpan.FromMilliseconds(1) };
        var (upstream, _) = _stage.Pushed();
        await _stage.PassAsync(once: true);

        await _stage.PassAsync(once: false);
        Assert.DoesNotContain(_stage.Server.Requests, request => request.Contains("/to/", StringComparison.Ordinal));

        upstream.Commit("main", "second");
        await _stage.PassAsync(once: false);
        Assert.Contains(_stage.Server.Requests, request => request.Contains("/to/", StringComparison.Ordinal));

        _stage.Clock = new LaterClock(TimeSpan.FromMinutes(61));
        await _stage.PassAsync(once: false);
        Assert.Contains(_stage.Server.Requests, request => request.Contains("/to/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_branch_that_upstream_deleted_goes_last_and_only_as_we_left_it()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("old", "more");
        var moved = upstream.Commit("moved", "more");
        await _stage.PassAsync();

        var theirs = destination.Git("commit-tree", destination.Git("mktree"), "-p", moved, "-m", "theirs");
        destination.Git("update-ref", "refs/heads/moved", theirs);
        upstream.Git("update-ref", "-d", "refs/heads/old");
        upstream.Git("update-ref", "-d", "refs/heads/moved");
        upstream.Commit("main", "second");
        await _stage.PassAsync();

        Assert.Equal([": refs/heads/main", "ci.skip: refs/heads/old"], destination.Pushes[^2..]);
        Assert.Contains($"{theirs} refs/heads/moved", destination.Refs, StringComparison.Ordinal);
        Assert.Equal(["refs/heads/moved"], _stage.State().Destination!.Foreign);
    }

    [Fact]
    public async Task A_branch_that_was_always_the_destinations_own_stays()
    {
        var (upstream, destination) = _stage.Pushed();
        await _stage.PassAsync();
        destination.Git("branch", "theirs", "main");
        upstream.Commit("main", "second");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Contains("refs/heads/theirs", destination.Refs, StringComparison.Ordinal);
        Assert.Equal(["refs/heads/theirs"], _stage.State().Destination!.Foreign);
    }

    [Fact]
    public async Task A_rewritten_branch_overwrites_what_we_pushed_and_its_old_tip_is_kept_aside()
    {
        var (upstream, destination) = _stage.Pushed();
        var old = upstream.Commit("main", "second");
        await _stage.PassAsync();
        var rewritten = upstream.Commit("main", "rewritten", orphan: true);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"{rewritten} refs/heads/main", destination.Refs);
        Assert.Contains($"{old} heads/main", _stage.Kept(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_somebody_made_at_the_destination_is_kept_aside_before_it_is_overwritten()
    {
        var (upstream, destination) = _stage.Pushed();
        await _stage.PassAsync();
        var theirs = destination.Git("commit-tree", destination.Git("mktree"), "-p", "refs/heads/main", "-m", "theirs");
        destination.Git("update-ref", "refs/heads/main", theirs);
        var ours = upstream.Commit("main", "second");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"{ours} refs/heads/main", destination.Refs);
        Assert.Contains($"{theirs} destination/heads/main", _stage.Kept(), StringComparer.Ordinal);
        Assert.Single(_stage.State().Destination!.Kept);
    }

    [Fact]
    public async Task With_keep_a_branch_that_somebody_changed_at_the_destination_is_left_alone_and_told()
    {
        _stage.With = settings => settings with { Push = new PushSettings { KeepDivergent = true } };
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("other", "more");
        await _stage.PassAsync();
        var theirs = destination.Git("commit-tree", destination.Git("mktree"), "-p", "refs/heads/main", "-m", "theirs");
        destination.Git("update-ref", "refs/heads/main", theirs);
        upstream.Commit("main", "second");
        var rewritten = upstream.Commit("other", "rewritten", orphan: true);

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());

        Assert.Equal($"{theirs} refs/heads/main\n{rewritten} refs/heads/other", destination.Refs);
        Assert.Equal("diverged", _stage.State().Destination!.Fault!.Code);
        Assert.Equal("changed", _stage.State().Outcome);
    }

    [Fact]
    public async Task With_keep_a_destination_that_is_merely_behind_is_taken_over_without_a_record()
    {
        _stage.With = settings => settings with { Push = new PushSettings { KeepDivergent = true } };
        var (upstream, destination) = _stage.Pushed();
        var first = upstream.Git("rev-parse", "main");
        destination.Git("fetch", "--quiet", _stage.Server.Url("app.git"), $"{first}:refs/heads/main");
        var second = upstream.Commit("main", "second");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"{second} refs/heads/main", destination.Refs);
    }

    [Fact]
    public async Task A_branch_whose_name_becomes_a_directory_reaches_the_destination_in_one_go()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("df", "more");
        await _stage.PassAsync();
        upstream.Git("update-ref", "-d", "refs/heads/df");
        upstream.Commit("df/one", "more");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Contains("refs/heads/df/one", destination.Refs, StringComparison.Ordinal);
        Assert.Equal("ci.skip: refs/heads/df refs/heads/df/one", destination.Pushes[^1]);
    }

    [Fact]
    public async Task A_moved_tag_moves_at_the_destination()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Git("tag", "v1", "main");
        await _stage.PassAsync();
        var second = upstream.Commit("main", "second");
        upstream.Git("tag", "--force", "v1", "main");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Contains($"{second} refs/tags/v1", destination.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_refs_than_a_server_checks_in_time_go_in_several_pushes()
    {
        var (upstream, destination) = _stage.Pushed();
        var first = upstream.Git("rev-parse", "main");
        for (var number = 0; number < 450; number++)
            upstream.Git("update-ref", $"refs/tags/t{number}", first);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal([1, 200, 200, 50], destination.Pushes.Select(push => push.Split(' ').Length - 1));
        Assert.Equal(451, destination.Refs.Split('\n').Length);
    }

    [Fact]
    public async Task Another_destination_is_filled_and_nothing_is_deleted_there_for_what_the_first_one_had()
    {
        var (upstream, _) = _stage.Pushed();
        upstream.Commit("old", "more");
        await _stage.PassAsync();
        upstream.Git("update-ref", "-d", "refs/heads/old");
        _stage.List.Clear();
        var (_, other) = _stage.Pushed("other");
        other.Git("fetch", "--quiet", _stage.Server.Url("to/app.git"), "refs/heads/old:refs/heads/old");
        _stage.List[0] = $"{{ name: app, upstream: '{_stage.Server.Url("app.git")}', destination: '{_stage.Server.Url("to/other.git")}' }}";

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Contains("refs/heads/old", other.Refs, StringComparison.Ordinal);
        Assert.Contains("refs/heads/main", other.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refs_that_vanish_from_the_mirror_itself_are_not_deleted_at_the_destination()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("other", "more");
        await _stage.PassAsync();
        var before = destination.Refs;
        _stage.Git("update-ref", "-d", "refs/heads/other");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(before, destination.Refs);
        Assert.Equal(before, _stage.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags"));
    }

    [Fact]
    public async Task What_was_pushed_before_a_push_failed_is_known_as_ours()
    {
        var (upstream, destination) = _stage.Pushed();
        for (var number = 0; number < 250; number++)
            upstream.Git("update-ref", $"refs/tags/t{number}", "main");
        var pushes = 0;
        _stage.Server.InGitsPlace = context =>
        {
            // The default branch, 200 tags, and then no more.
            var isThird = context.Request.HttpMethod is "POST" && context.Request.RawUrl!.Contains("git-receive-pack", StringComparison.Ordinal) && Interlocked.Increment(ref pushes) > 2;
            if (isThird)
                context.Response.StatusCode = 500;
            return Task.FromResult(isThird);
        };
        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        Assert.Equal(201, destination.Refs.Split('\n').Length);
        _stage.Server.InGitsPlace = _ => Task.FromResult(false);
        upstream.Git("update-ref", "-d", "refs/tags/t1");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(250, destination.Refs.Split('\n').Length);
        Assert.Empty(_stage.State().Destination!.Foreign);
    }

    [Fact]
    public async Task A_lost_state_file_does_not_make_what_we_pushed_somebody_elses()
    {
        _stage.With = settings => settings with { Push = new PushSettings { KeepDivergent = true } };
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("old", "more");
        await _stage.PassAsync();
        await File.WriteAllTextAsync(_stage.Layout.State(new("app")), "{ half");
        upstream.Git("update-ref", "-d", "refs/heads/old");
        var rewritten = upstream.Commit("main", "rewritten", orphan: true);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"{rewritten} refs/heads/main", destination.Refs);
    }

    [Fact]
    public async Task A_branch_of_the_destinations_own_that_stands_in_the_way_is_named()
    {
        var (upstream, destination) = _stage.Pushed();
        await _stage.PassAsync();
        destination.Git("branch", "feature", "main");
        upstream.Commit("feature/one", "more");
        upstream.Commit("other", "more");

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());

        Assert.Equal("name-blocked", _stage.State().Destination!.Fault!.Code);
        Assert.Contains("refs/heads/other", destination.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upstream_that_cannot_be_seen_is_not_overwritten_by_what_it_had_before()
    {
        var (upstream, destination) = _stage.Pushed();
        await _stage.PassAsync();
        var theirs = destination.Git("commit-tree", destination.Git("mktree"), "-p", "refs/heads/main", "-m", "theirs");
        destination.Git("update-ref", "refs/heads/main", theirs);
        upstream.Git("config", "http.uploadpack", "false");

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());

        Assert.Equal($"{theirs} refs/heads/main", destination.Refs);
    }
}
