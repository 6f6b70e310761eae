using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Commands;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

/// <summary>A group of GitLab from its list to its repositories: what the users of a forge meet, against hooks that decline as GitLab does.</summary>
public sealed class ForgePushTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private readonly FakeGitLab _forge = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _forge.DisposeAsync();
    }

    [Fact]
    public async Task Of_ten_projects_of_which_three_are_broken_seven_are_synced_and_three_say_why()
    {
        var good = Enumerable.Range(1, 7).Select(number => Mirrored($"good-{number}")).ToList();
        _forge.Project("no-description", description: null);
        Mirrored("read-only").Project.Role = 20;
        _forge.Project("gone", _stage.Server.Url("never-was.git"));

        var (code, output, error) = await MirrorProcess.RunAsync(_stage, Environment(), "--once");
        var status = await MirrorProcess.RunAsync(_stage, Environment(), "status");

        Assert.Equal((1, ""), (code, error));
        Assert.All(good, one => Assert.Equal(one.Upstream.Git("rev-parse", "main"), one.Project.Git("rev-parse", "main")));
        Assert.Contains("2 of 9 mirrors are not like their upstream: gone (not-found), read-only (push-forbidden)", output, StringComparison.Ordinal);
        Assert.Equal(1, status.Code);
        Assert.Contains("mirrors/no-description", status.Output, StringComparison.Ordinal);
        Assert.Contains("the destination takes no push from this user (403)", status.Output, StringComparison.Ordinal);
        Assert.Contains("there is no such repository at the upstream", status.Output, StringComparison.Ordinal);
        Assert.Equal(7, status.Output.Split('\n').Count(line => line.StartsWith("good-", StringComparison.Ordinal) && line.Contains("  ok  ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_default_branch_that_upstream_renames_is_renamed_at_the_forge_and_the_protected_old_one_goes()
    {
        var (upstream, project) = Mirrored("app");
        await PassAsync();
        Assert.Equal(("main", false), (project.DefaultBranch, project.Protected["main"].AllowForcePush));
        upstream.Git("branch", "-m", "main", "trunk");
        upstream.Commit("other", "more");
        upstream.Commit("trunk", "second");

        Assert.IsType<PassResult.Succeeded>(await PassAsync());

        Assert.Equal("trunk", project.DefaultBranch);
        Assert.Equal(["refs/heads/other", "refs/heads/trunk"], Refs(project), StringComparer.Ordinal);
        Assert.Contains("heads/main", string.Join(' ', _stage.Kept()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rewritten_protected_branch_names_the_repair_and_after_it_the_push_passes()
    {
        var (upstream, project) = Mirrored("app");
        await PassAsync();
        var rewritten = upstream.Commit("main", "rewritten", orphan: true);
        Assert.IsType<PassResult.Failed>(await PassAsync());
        Assert.Contains("audit --repair force-push", _stage.State().Destination!.Fault!.Cure, StringComparison.Ordinal);

        using var output = new StringWriter();
        await AuditCommand.RunAsync(_stage.Settings with { Forge = _forge.Settings }, ["--repair", "force-push"], TimeProvider.System, output, output);

        Assert.IsType<PassResult.Succeeded>(await PassAsync());
        Assert.Equal(rewritten, project.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task A_catch_up_of_many_branches_starts_the_pipeline_of_the_default_branch_and_no_other()
    {
        var (upstream, project) = Mirrored("app");
        await PassAsync();
        upstream.Commit("main", "second");
        foreach (var branch in new[] { "a", "b", "c", "d", "e", "f" })
            upstream.Commit(branch, "more");

        await PassAsync();

        var pushes = project.Pushes.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^2..];
        Assert.DoesNotContain("option", pushes[0], StringComparison.Ordinal);
        Assert.EndsWith("refs/heads/main", pushes[0].TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("option ci.skip", pushes[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_looks_like_a_commit_and_a_protected_tag_are_named_and_stop_nothing_else()
    {
        var (upstream, project) = Mirrored("app");
        project.ProtectTag("v*");
        upstream.Git("tag", "v1", "main");
        await PassAsync();
        upstream.Commit("main", "second");
        upstream.Git("tag", "--force", "v1", "main");
        upstream.Git("update-ref", "refs/heads/0123456789012345678901234567890123456789", "main");
        upstream.Commit("fine", "more");

        Assert.IsType<PassResult.Failed>(await PassAsync());

        Assert.Contains("refs/heads/fine", Refs(project), StringComparer.Ordinal);
        Assert.Equal(upstream.Git("rev-parse", "main"), project.Git("rev-parse", "main"));
        Assert.Equal(
            ["name-not-allowed refs/heads/0123456789012345678901234567890123456789", "protected-tag refs/tags/v1"],
            _stage.State().Destination!.Refused.Select(one => $"{one.Fault.Code} {one.Ref}").Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Refs_that_GitLab_keeps_to_itself_are_neither_fetched_nor_pushed()
    {
        var (upstream, project) = Mirrored("app");
        foreach (var hidden in new[] { "refs/merge-requests/1/head", "refs/keep-around/1", "refs/pull/1/head", "refs/github-services/x" })
            upstream.Git("update-ref", hidden, "main");

        Assert.IsType<PassResult.Succeeded>(await PassAsync());

        Assert.Equal(["refs/heads/main"], Refs(project), StringComparer.Ordinal);
        Assert.DoesNotContain("refs/pull", _stage.Git("for-each-ref"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_forge_cannot_be_listed_its_projects_are_synced_all_the_same()
    {
        var (upstream, project) = Mirrored("app");
        await PassAsync();
        _forge.Answer("/api/v4/groups/", 99, 503, "<html>maintenance</html>");
        var second = upstream.Commit("main", "second");

        Assert.IsType<PassResult.Failed>(await PassAsync());

        Assert.Equal(second, project.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task A_project_outside_of_the_group_is_never_written_to()
    {
        var (upstream, shared) = Mirrored("/elsewhere/shared");
        shared.Shared = true;
        Mirrored("app");

        Assert.IsType<PassResult.Succeeded>(await PassAsync());

        Assert.Empty(Refs(shared));
        Assert.NotEmpty(upstream.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task A_description_that_names_a_private_project_of_the_forge_does_not_get_it_by_the_forges_token()
    {
        var secret = _forge.Project("/others/secret", description: null);
        secret.Fill();
        var mine = _forge.Project("mine", $"{_forge.Url}/others/secret.git");

        Assert.IsType<PassResult.Failed>(await PassAsync());

        Assert.Empty(Refs(mine));
        Assert.Equal("credentials-wanted", _stage.State("mine").Fault!.Code);
    }

    private static string[] Refs(FakeProject project) => [.. project.Git("for-each-ref", "--format=%(refname)").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private (UpstreamRepository Upstream, FakeProject Project) Mirrored(string name)
    {
        var repository = $"{name.Replace('/', '-')}.git";
        var upstream = new UpstreamRepository(_stage.Server.PathOf(repository));
        return (upstream, _forge.Project(name, _stage.Server.Url(repository)));
    }

    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal)
    {
        ["MIRROR_PROVIDER"] = "gitlab",
        ["MIRROR_URL"] = _forge.Url,
        ["MIRROR_GROUP"] = _forge.Group,
        ["MIRROR_TOKEN"] = FakeForge.Token,
    };

    private Task<PassResult> PassAsync()
    {
        var settings = _stage.Settings with { Forge = _forge.Settings };
        var clock = new SkippingClock();
        var forge = Forge.Open(settings.Forge, clock);
        return new MirrorPass(settings, MirrorSource.Of(settings, forge, clock), forge, once: true, accept: null, TimeProvider.System, _stage.Log).RunAsync(CancellationToken.None);
    }
}
