using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class ForgeListTests : IAsyncLifetime
{
    private const string Upstream = "https://example.org/team/app.git";

    private readonly FakeGitLab _forge = new();
    private readonly FakeGitea _gitea = new();
    private readonly FakeGitHub _github = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var forge in new FakeForge[] { _forge, _gitea, _github })
            await forge.DisposeAsync();
    }

    [Fact]
    public async Task A_project_without_description_hides_no_other_one()
    {
        _forge.Project("one", Upstream);
        _forge.Project("null", description: null);
        _forge.Project("two", "origin: https://example.org/two.git");

        var listing = await ListAsync(_forge);

        Assert.Equal(["one", "two"], Names(listing), StringComparer.Ordinal);
        var unready = Assert.Single(listing.Unready);
        Assert.Equal(
            ("mirrors/null", "description-empty", "write the upstream's https address, and nothing else, into Settings > General > Project description"),
            (unready.Path, unready.Fault.Code, unready.Fault.Cure));
    }

    [Fact]
    public async Task Projects_of_subgroups_are_named_by_their_path_below_the_group_and_pushed_to_where_they_are()
    {
        _forge.Project("sub/deep/app", Upstream);

        var mirror = Assert.Single((await ListAsync(_forge)).Mirrors);

        Assert.Equal(("sub--deep--app", $"{_forge.Url}/mirrors/sub/deep/app.git"), (mirror.Name.Value, $"{mirror.Destination!.Url}"));
        Assert.Equal(("11", "mirrors/sub/deep/app", "main"), (mirror.Destination.Project!.Id, mirror.Destination.Project.Path, mirror.Destination.Project.DefaultBranch));
    }

    [Fact]
    public async Task Shared_archived_and_dying_projects_are_never_pushed_to()
    {
        _forge.Project("app", Upstream);
        _forge.Project("/elsewhere/shared", Upstream).Shared = true;
        _forge.Project("old", Upstream).Archived = true;
        _forge.Project("dying", Upstream).MarkedForDeletionOn = "2026-05-02";

        Assert.Equal(["app"], Names(await ListAsync(_forge)), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_read_and_a_page_that_fails_makes_no_short_list()
    {
        for (var number = 0; number < 101; number++)
            _forge.Project($"app-{number}", Upstream);

        Assert.Equal(101, (await ListAsync(_forge)).Mirrors.Count);

        _forge.Answer("&page=2", 99, 502, "<html>Bad Gateway</html>");
        Assert.Contains("502 (an HTML page)", await RefusalAsync(_forge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_projects_may_have_one_upstream_and_two_paths_that_make_one_name_may_not()
    {
        _forge.Project("a", Upstream);
        _forge.Project("b", Upstream);
        _forge.Project("x/y", Upstream);
        _forge.Project("X--Y", Upstream);
        _forge.Project("_hidden", Upstream);

        var listing = await ListAsync(_forge);

        Assert.Equal(["a", "b", "x--y"], Names(listing), StringComparer.Ordinal);
        Assert.Equal(["mirrors/X--Y name-taken", "mirrors/_hidden name-refused"], listing.Unready.Select(one => $"{one.Path} {one.Fault.Code}"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("team/mirrors")]
    [InlineData("team%2Fmirrors")]
    [InlineData("/Team/Mirrors/")]
    public async Task A_group_in_a_group_is_found_whether_its_slash_is_written_plain_or_as_for_bachp(string written)
    {
        _forge.Group = "team/mirrors";
        _forge.Project("app", Upstream);
        var (settings, errors) = Reading.Settings(("MIRROR_PROVIDER", "GitLab"), ("MIRROR_URL", _forge.Url), ("MIRROR_GROUP", written), ("PRIVATE_TOKEN", FakeForge.Token), ("MIRROR_ALLOW_HTTP", "true"));

        Assert.Empty(errors);
        Assert.Equal(["app"], Names(await ListAsync(_forge, settings.Forge)), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_renamed_group_is_followed_and_its_mirrors_keep_their_names()
    {
        _forge.Project("sub/app", Upstream);
        _forge.FormerGroup = "before";

        Assert.Equal(["sub--app"], Names(await ListAsync(_forge, _forge.Settings with { Group = "before" })), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_that_changes_host_and_scheme_pages_and_pushes_stay_where_MIRROR_URL_is()
    {
        _forge.SeesItselfAt = "http://gitlab.internal.invalid";
        for (var number = 0; number < 101; number++)
            _forge.Project($"app-{number}", Upstream);

        var listing = await ListAsync(_forge);

        Assert.Equal(101, listing.Mirrors.Count);
        Assert.All(listing.Mirrors, mirror => Assert.StartsWith($"{_forge.Url}/mirrors/", $"{mirror.Destination!.Url}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forge_that_sends_to_another_host_gets_no_token_there()
    {
        _forge.FormerGroup = "before";
        _forge.SeesItselfAt = _gitea.Url;

        Assert.Contains($"the forge sends to {_gitea.Url}, where the token is not sent", await RefusalAsync(_forge, _forge.Settings with { Group = "before" }), StringComparison.Ordinal);
        Assert.Empty(_gitea.Requests);
    }

    [Fact]
    public async Task A_branch_in_the_description_is_told_once_and_the_mirror_works()
    {
        _forge.Project("app", $"{Upstream}#main");

        var listing = await ListAsync(_forge);

        Assert.Equal(Upstream, $"{Assert.Single(listing.Mirrors).Upstream}");
        Assert.StartsWith("mirrors/app: '#main' in the project's description is left away", Assert.Single(listing.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_names_itself_as_upstream_is_refused()
    {
        _forge.Project("app", $"{_forge.Url}/mirrors/app");

        Assert.Equal("upstream-refused", Assert.Single((await ListAsync(_forge)).Unready).Fault.Code);
    }

    [Theory]
    [InlineData("https://gitlab.internal.invalid:8443/mirrors/App.git")]
    [InlineData("ssh://git@gitlab.internal.invalid/mirrors/app")]
    [InlineData("git@ssh.internal.invalid:mirrors/app.git")]
    public void A_project_that_names_itself_as_the_forge_does_is_refused(string address)
    {
        var project = new ForgeProject("1", "mirrors/app", "main")
        {
            Description = address,
            ClonedFrom = "http://gitlab.internal.invalid/mirrors/app.git",
            ClonedBySsh = "git@ssh.internal.invalid:mirrors/app.git",
        };
        var settings = new ForgeSettings { Kind = ForgeKind.GitLab, Url = new Uri("https://forge.example.org"), Group = "mirrors" };

        Assert.Equal("upstream-refused", Assert.Single(ProjectMirrors.Read([project], settings, new UrlRules(false, false) { AllowSsh = true }).Unready).Fault.Code);
    }

    [Fact]
    public async Task Odd_projects_hide_no_other_one()
    {
        _forge.Answer("/projects?", 1, 200, """
            [
              { "id": "2", "path_with_namespace": "mirrors/text" },
              { "id": 3 },
              null,
              { "id": 4, "path_with_namespace": "mirrors/half", "description": "\ud800" },
              { "id": 5, "path_with_namespace": "mirrors/number", "description": 5 },
              { "id": 6, "path_with_namespace": "mirrors/app", "description": "https://example.org/team/app.git", "http_url_to_repo": "http://h/mirrors/app.git" }
            ]
            """);

        var listing = await ListAsync(_forge);

        Assert.Equal(["app"], Names(listing), StringComparer.Ordinal);
        Assert.Equal(
            ["mirrors/text has no number", "(a project without a name) has no path", "(a project without a name) has no path", "mirrors/half has a description that is no text", "mirrors/number has a description that is no text"],
            listing.Unready.Select(one => $"{one.Path} {one.Fault.Cause.Replace("the project, as the forge describes it, ", "", StringComparison.Ordinal)}"),
            StringComparer.Ordinal);
        Assert.All(listing.Unready, one => Assert.Equal("project-odd", one.Fault.Code));
    }

    [Fact]
    public async Task Who_may_not_read_code_is_not_told_of_the_default_branch_and_the_list_goes_on()
    {
        _forge.Project("app", Upstream).Role = 10;

        var project = Assert.Single((await ListAsync(_forge)).Mirrors).Destination!.Project!;

        Assert.Equal((null, ForgeRole.Guest), (project.DefaultBranch, project.Role));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gitea_gives_fifty_at_a_time_and_every_one_is_read(bool isUser)
    {
        _gitea.IsUser = isUser;
        for (var number = 0; number < 120; number++)
            _gitea.Project($"app-{number}", number == 7 ? null : Upstream);
        _gitea.Projects[8].Archived = true;
        _gitea.Projects[9].PullMirror = true;

        var listing = await ListAsync(_gitea);

        Assert.Equal((117, "mirrors/app-7"), (listing.Mirrors.Count, Assert.Single(listing.Unready).Path));
        Assert.Equal($"{_gitea.Url}/mirrors/app-0.git", $"{listing.Mirrors[0].Destination!.Url}");
    }

    [Theory]
    [InlineData(false, "gitbot")]
    [InlineData(true, "gitbot")]
    [InlineData(true, "mirrors")]
    public async Task GitHub_lists_an_organisation_a_user_and_ourself_beyond_the_first_page(bool isUser, string login)
    {
        (_github.IsUser, _github.Login) = (isUser, login);
        for (var number = 0; number < 130; number++)
            _github.Project($"app-{number}", Upstream);
        _github.Projects[3].Archived = true;

        Assert.Equal(129, (await ListAsync(_github)).Mirrors.Count);
        Assert.Equal(isUser && login is "mirrors", _github.Requests.Any(request => request.Contains("/user/repos", StringComparison.Ordinal)));
    }

    [Fact]
    public void GitHub_has_its_repositories_on_another_host_than_its_API_and_on_no_third_one()
    {
        var settings = new ForgeSettings { Kind = ForgeKind.GitHub, Url = new Uri("https://api.github.com"), Group = "team" };
        ForgeProject[] projects =
        [
            new("team/app", "team/app", "main") { Description = Upstream, ClonedFrom = "https://github.com/team/app.git" },
            new("team/bad", "team/bad", "main") { Description = Upstream, ClonedFrom = "https://github.com.evil.example/team/bad.git" },
            new("team/none", "team/none", "main") { Description = Upstream },
        ];

        var listing = ProjectMirrors.Read(projects, settings, new UrlRules(false, false));

        Assert.Equal("https://github.com/team/app.git", $"{Assert.Single(listing.Mirrors).Destination!.Url}");
        Assert.Equal(["destination-elsewhere", "destination-elsewhere"], listing.Unready.Select(one => one.Fault.Code), StringComparer.Ordinal);
        Assert.Equal("https://github.com/", settings.Origin.AbsoluteUri);
    }

    private static string[] Names(MirrorListing listing) => [.. listing.Mirrors.Select(mirror => mirror.Name.Value)];

    private static Task<MirrorListing> ListAsync(FakeForge forge, ForgeSettings? settings = null) =>
        new ForgeGroup(Forge.Open(settings ?? forge.Settings, new SkippingClock()), settings ?? forge.Settings, new UrlRules(true, true)).ListAsync(CancellationToken.None);

    private static async Task<string> RefusalAsync(FakeForge forge, ForgeSettings? settings = null) =>
        Assert.Single((await Assert.ThrowsAsync<ListingException>(() => ListAsync(forge, settings))).Sentences);
}
