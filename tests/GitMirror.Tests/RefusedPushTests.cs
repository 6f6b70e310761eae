using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

/// <summary>What a person is told, and what is pushed all the same, when a destination refuses something. The sentences are the forges' own.</summary>
public sealed class RefusedPushTests : IAsyncLifetime
{
    private const string NoForcePush = """
        [ "$ref" = refs/heads/main ] && ! git merge-base --is-ancestor "$old" "$new" 2>/dev/null && [ -n "$(echo $old | tr -d 0)" ] &&
          { echo "GitLab: You are not allowed to force push code to a protected branch on this project." >&2; exit 1; }
        exit 0
        """;

    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_protected_default_branch_refuses_alone_and_everything_else_is_pushed()
    {
        var (upstream, destination) = _stage.Pushed();
        destination.Decline(NoForcePush);
        await _stage.PassAsync();
        upstream.Commit("main", "rewritten", orphan: true);
        upstream.Git("tag", "v1", upstream.Commit("other", "more"));

        await _stage.PassAsync();

        Assert.Contains("refs/heads/other", destination.Refs, StringComparison.Ordinal);
        Assert.Contains("refs/tags/v1", destination.Refs, StringComparison.Ordinal);
        var refused = Assert.Single(_stage.State().Destination!.Refused);
        Assert.Equal(("refs/heads/main", "protected-force-push"), (refused.Ref, refused.Fault.Code));
        Assert.Contains("Protected branches", refused.Fault.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GitLab: You cannot create a branch with a 40-character hexadecimal branch name.", "name-not-allowed")]
    [InlineData("GitLab: You are not allowed to push code to protected branches on this project.", "protected-push")]
    [InlineData("GitLab: Protected tags cannot be updated.", "protected-tag")]
    [InlineData("GitLab: You are not allowed to change existing tags on this project.", "protected-tag")]
    [InlineData("GitLab: You cannot use default branch name to create a tag", "name-not-allowed")]
    [InlineData("GitLab: LFS objects are missing. Ensure LFS is properly set up or try a manual \"git lfs push --all\".", "large-files-missing")]
    [InlineData("GitLab: Push operation timed out", "push-too-slow")]
    [InlineData("GitLab: You are not allowed to push code to this project.", "push-forbidden")]
    [InlineData("Gitea: branch guilty is protected from force push", "protected-force-push")]
    [InlineData("Gitea: Not allowed to push to protected branch guilty", "protected-push")]
    [InlineData("Gitea: User permission denied for writing.", "push-forbidden")]
    [InlineData("error: GH006: Protected branch update failed for refs/heads/guilty.", "protected-push")]
    [InlineData("Our own hook: not on a Sunday", "ref-refused")]
    public async Task A_push_that_is_declined_whole_is_halved_until_the_guilty_ref_is_named(string sentence, string code)
    {
        var (upstream, destination) = _stage.Pushed();
        var commit = upstream.Commit("main", "second");
        for (var number = 0; number < 20; number++)
            upstream.Git("update-ref", $"refs/heads/b{number:00}", commit);
        upstream.Git("update-ref", "refs/heads/guilty", commit);
        destination.Decline($$"""[ "$ref" = refs/heads/guilty ] && { echo '{{sentence}}' >&2; exit 1; }; exit 0""");

        await _stage.PassAsync();

        Assert.Equal(21, destination.Refs.Split('\n').Length);
        var refused = Assert.Single(_stage.State().Destination!.Refused);
        Assert.Equal(("refs/heads/guilty", code), (refused.Ref, refused.Fault.Code));
        Assert.True(destination.Pushes.Length <= 12, $"{destination.Pushes.Length} pushes");
    }

    [Fact]
    public async Task What_was_refused_is_tried_alone_from_then_on_and_costs_the_others_nothing()
    {
        var (upstream, destination) = _stage.Pushed();
        destination.Decline("""[ "$ref" = refs/heads/guilty ] && exit 1; exit 0""");
        upstream.Commit("guilty", "more");
        upstream.Commit("good", "more");
        await _stage.PassAsync();
        var pushes = destination.Pushes.Length;
        upstream.Commit("good", "more still");

        await _stage.PassAsync();

        Assert.Equal(["ci.skip: refs/heads/good", "ci.skip: refs/heads/guilty"], destination.Pushes[pushes..]);
    }

    [Fact]
    public async Task A_destination_that_refuses_a_ref_does_not_slow_the_fetch_down()
    {
        var (upstream, destination) = _stage.Pushed();
        destination.Decline("exit 1");
        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        _stage.With = settings => settings with { Interval = TimeSpan.FromMilliseconds(1) };
        var second = upstream.Commit("main", "second");

        await _stage.PassAsync(once: false);

        Assert.Equal(second, _stage.State().New);
        Assert.Equal(2, _stage.State().Destination!.Failures);
    }

    [Fact]
    public async Task A_destination_that_refuses_is_left_alone_until_its_time_comes()
    {
        var (_, destination) = _stage.Pushed();
        destination.Decline("exit 1");
        await _stage.PassAsync();
        _stage.With = settings => settings with { Interval = TimeSpan.FromMilliseconds(1) };
        var pushes = destination.Pushes.Length;

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync(once: false));
        Assert.Equal(pushes, destination.Pushes.Length);

        _stage.Clock = new LaterClock(TimeSpan.FromHours(1));
        await _stage.PassAsync(once: false);
        Assert.True(destination.Pushes.Length > pushes);
    }

    [Fact]
    public async Task A_ref_that_the_destination_hides_is_named_and_the_others_pass()
    {
        var (upstream, destination) = _stage.Pushed();
        destination.Git("config", "receive.hideRefs", "refs/heads/hidden");
        upstream.Commit("hidden", "more");
        upstream.Commit("good", "more");

        await _stage.PassAsync();

        Assert.Contains("refs/heads/good", destination.Refs, StringComparison.Ordinal);
        Assert.Equal("hidden-ref", Assert.Single(_stage.State().Destination!.Refused).Fault.Code);
    }

    [Fact]
    public async Task A_renamed_default_branch_reaches_a_plain_server_and_only_the_old_ones_deletion_waits()
    {
        var (upstream, destination) = _stage.Pushed();
        await _stage.PassAsync();
        upstream.Git("branch", "-m", "main", "trunk");
        upstream.Commit("other", "more");

        await _stage.PassAsync();

        Assert.Contains("refs/heads/trunk", destination.Refs, StringComparison.Ordinal);
        Assert.Contains("refs/heads/other", destination.Refs, StringComparison.Ordinal);
        Assert.Contains("refs/heads/main", destination.Refs, StringComparison.Ordinal);
        Assert.Equal("default-deletion", _stage.State().Destination!.Fault!.Code);

        destination.Head = "refs/heads/trunk";
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.DoesNotContain("refs/heads/main", destination.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upstream_that_answers_as_a_portal_or_was_emptied_takes_nothing_from_the_destination()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("other", "more");
        await _stage.PassAsync();
        var before = destination.Refs;

        _stage.Server.InGitsPlace = async context =>
        {
            if (context.Request.RawUrl!.Contains("/to/", StringComparison.Ordinal))
                return false;
            await context.Response.OutputStream.WriteAsync("OK"u8.ToArray());
            return true;
        };
        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        Assert.Equal(before, destination.Refs);

        _stage.Server.InGitsPlace = _ => Task.FromResult(false);
        upstream.Git("update-ref", "-d", "refs/heads/main");
        upstream.Git("update-ref", "-d", "refs/heads/other");
        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());
        Assert.Equal(before, destination.Refs);
    }

    [Fact]
    public async Task A_destination_behind_a_portal_is_told_and_the_mirror_goes_on()
    {
        var (upstream, _) = _stage.Pushed();
        _stage.Server.InGitsPlace = async context =>
        {
            if (!context.Request.RawUrl!.Contains("/to/", StringComparison.Ordinal))
                return false;
            await context.Response.OutputStream.WriteAsync("OK"u8.ToArray());
            return true;
        };

        Assert.IsType<PassResult.Failed>(await _stage.PassAsync());

        Assert.Equal(upstream.Git("rev-parse", "main"), _stage.State().New);
        Assert.StartsWith("destination-", _stage.State().Destination!.Fault!.Code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "push-forbidden")]
    [InlineData(404, "destination-missing")]
    [InlineData(413, "push-too-big")]
    [InlineData(503, "destination-server-error")]
    public async Task A_destination_that_refuses_pushes_by_status_says_what_to_do(int status, string code)
    {
        _stage.Pushed();
        _stage.Server.InGitsPlace = context =>
        {
            var isPush = context.Request.RawUrl!.Contains("git-receive-pack", StringComparison.Ordinal);
            if (isPush)
                context.Response.StatusCode = status;
            return Task.FromResult(isPush);
        };

        await _stage.PassAsync();

        Assert.Equal(code, _stage.State().Destination!.Fault!.Code);
    }

    [Fact]
    public async Task A_dry_run_names_every_ref_and_changes_none()
    {
        var (upstream, destination) = _stage.Pushed();
        upstream.Commit("old", "more");
        await _stage.PassAsync();
        var (here, there) = (_stage.Refs(), destination.Refs);
        upstream.Git("update-ref", "-d", "refs/heads/old");
        upstream.Commit("new", "more");
        upstream.Commit("main", "rewritten", orphan: true);

        var (code, output, error) = await MirrorProcess.RunAsync(_stage, null, "--dry-run");

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal(
            ["app", "here updated refs/heads/main", "here created refs/heads/new", "here deleted refs/heads/old", "there overwritten refs/heads/main", "there created refs/heads/new", "there deleted refs/heads/old"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))),
            StringComparer.Ordinal);
        Assert.Equal((here, there), (_stage.Refs(), destination.Refs));
    }
}
