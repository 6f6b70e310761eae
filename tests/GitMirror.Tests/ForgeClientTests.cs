using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class ForgeClientTests : IAsyncLifetime
{
    private readonly FakeGitLab _forge = new();
    private readonly SkippingClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _forge.DisposeAsync();

    [Fact]
    public async Task A_forge_that_is_asked_too_often_is_asked_again_when_it_says()
    {
        _forge.Answer("/groups/", 2, 429, """{"message":{"error":"This endpoint has been requested too many times. Try again later."}}""", ("Retry-After", "17"));

        await ProjectsAsync();

        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(17)], _clock.Waits);
    }

    [Fact]
    public async Task A_limit_without_a_time_is_waited_out_longer_each_time()
    {
        _forge.Answer("/groups/", 3, 429, "Retry later\n");

        await ProjectsAsync();

        Assert.Equal([10, 20, 40], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task GitHubs_403_with_nothing_left_is_a_limit_with_a_moment()
    {
        await using var github = new FakeGitHub();
        github.Answer("/orgs/", 1, 403, """{"message":"API rate limit exceeded"}""", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{_clock.Now.AddSeconds(44).ToUnixTimeSeconds()}"));

        await Forge.Open(github.Settings, _clock).ProjectsAsync(CancellationToken.None);

        Assert.Equal([44], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Who_wants_an_hour_of_peace_gets_it()
    {
        _forge.Answer("/groups/", 1, 429, "", ("Retry-After", "3600"));
        var forge = Forge.Open(_forge.Settings, _clock);

        Assert.IsType<MirrorFault.ForgeBusy>(await FaultAsync(forge));
        _clock.Skip(TimeSpan.FromMinutes(59));
        Assert.Equal(60, Assert.IsType<MirrorFault.ForgeBusy>(await FaultAsync(forge)).Wait.TotalSeconds);
        Assert.Single(_forge.Requests);

        _clock.Skip(TimeSpan.FromMinutes(1));
        await forge.ProjectsAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_forge_that_restarts_is_asked_three_times_more_and_then_left()
    {
        _forge.Answer("/groups/", 3, 502, "<html><title>502</title></html>");
        await ProjectsAsync();
        Assert.Equal([1, 2, 4], _clock.Waits.Select(wait => wait.TotalSeconds));

        _forge.Answer("/groups/", 99, 500, """{"message":"500 Internal Server Error"}""");
        Assert.Equal("the forge has trouble of its own: 500 (500 Internal Server Error)", (await FaultAsync()).Cause);
    }

    [Theory]
    [InlineData(401, """{"message":"401 Unauthorized"}""", "token-refused", "(401 Unauthorized)")]
    [InlineData(401, """{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}""", "token-refused", "(invalid_token: Token was revoked. You have to re-authorize from the user.)")]
    [InlineData(403, """{"message":"403 Forbidden"}""", "forge-forbidden", "(403 Forbidden)")]
    [InlineData(403, """{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api"}""", "forge-forbidden", "insufficient_scope")]
    [InlineData(404, """{"message":"404 Group Not Found"}""", "forge-not-found", "the forge has no group 'mirrors', or does not show it to this token")]
    [InlineData(400, """{"message":{"base":["one","two"]}}""", "forge-refused", "400 (one, two)")]
    [InlineData(422, """{"message":{"path":["is reserved"],"name":["is too long"]}}""", "forge-refused", "422 (path is reserved; name is too long)")]
    [InlineData(422, """{"message":"Validation Failed","errors":[{"message":"No such branch"},"odd"]}""", "forge-refused", "(Validation Failed: No such branch, odd)")]
    [InlineData(400, "plain words", "forge-refused", "(plain words)")]
    [InlineData(400, "", "forge-refused", "(without a word)")]
    [InlineData(400, "{ half", "forge-refused", "({ half)")]
    [InlineData(200, "<html>Please log in</html>", "forge-odd", "gives a page instead of JSON")]
    [InlineData(200, "[]", "forge-odd", "describes a group without its number")]
    public async Task What_a_forge_refuses_is_one_sentence_whatever_shape_it_has(int status, string body, string code, string words)
    {
        _forge.Answer("/groups/", 1, status, body);

        var fault = await FaultAsync();

        Assert.Equal(code, fault.Code);
        Assert.Contains(words, fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_in_no_sentence_even_where_the_forge_repeats_it()
    {
        _forge.Answer("/groups/", 1, 400, $$"""{"message":"bad token {{FakeForge.Token}}\u0007"}""");

        Assert.Equal("the forge refuses group 'mirrors': 400 (bad token (the token))", (await FaultAsync()).Cause);
        Assert.DoesNotContain(FakeForge.Token, $"{_forge.Settings}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_group_without_a_token_and_one_that_the_token_cannot_see_are_not_found()
    {
        var stranger = _forge.Settings with { Token = ForgeToken.None };

        Assert.Equal("forge-not-found", (await FaultAsync(Forge.Open(stranger, _clock))).Code);
        Assert.Equal("forge-not-found", (await FaultAsync(Forge.Open(_forge.Settings with { Group = "other" }, _clock))).Code);
        Assert.Equal("token-refused", (await FaultAsync(Forge.Open(_forge.Settings with { Token = ForgeToken.Of("revoked") }, _clock))).Code);
    }

    [Fact]
    public async Task A_token_that_was_replaced_in_its_file_is_used_without_a_restart()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "expired\n");
        var forge = Forge.Open(_forge.Settings with { Token = ForgeToken.InFile(file) }, _clock);
        Assert.Equal("token-refused", (await FaultAsync(forge)).Code);

        await File.WriteAllTextAsync(file, $"{FakeForge.Token}\r\n");
        await forge.ProjectsAsync(CancellationToken.None);

        await File.WriteAllTextAsync(file, "two\nlines");
        Assert.Equal("token-unreadable", (await FaultAsync(forge)).Code);
        await File.WriteAllTextAsync(file, "");
        Assert.Equal("token-unreadable", (await FaultAsync(forge)).Code);
    }

    [Fact]
    public async Task A_forge_that_is_not_there_that_is_slow_that_floods_or_that_turns_in_circles_is_told()
    {
        Assert.Equal("the forge does not answer", (await FaultAsync(Forge.Open(_forge.Settings with { Url = new Uri("http://127.0.0.1:1") }, _clock))).Cause);

        _forge.Answer("/groups/", 1, 200, $"\"{new string('x', 2000)}\"");
        Assert.Equal("what answers at MIRROR_URL sends more than 1000 bytes", (await FaultAsync(Forge.Open(_forge.Settings, _clock, new ForgeLimits { Answer = 1000 }))).Cause);

        _forge.Answer("/groups/", 99, 301, "", ("Location", "/api/v4/groups/mirrors"));
        Assert.Contains("redirects without end", (await FaultAsync()).Cause, StringComparison.Ordinal);

        var standing = new TaskCompletionSource();
        _forge.Server.InGitsPlace = async _ =>
        {
            await standing.Task;
            return true;
        };
        Assert.Equal("the forge gave no whole answer within 1 s", (await FaultAsync(Forge.Open(_forge.Settings, _clock, new ForgeLimits { Request = TimeSpan.FromSeconds(1) }))).Cause);
        standing.SetResult();
    }

    [Fact]
    public async Task A_list_whose_pages_have_no_end_is_given_up()
    {
        _forge.Answer("/projects?", 99, 200, "[]", ("Link", $"<{_forge.Url}/api/v4/groups/3/projects?page=1>; rel=\"next\""));

        Assert.Contains("has no end of pages", (await FaultAsync()).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_default_branch_is_set_and_read_back_on_each_forge()
    {
        foreach (var fake in new FakeForge[] { _forge, new FakeGitea(), new FakeGitHub() })
        {
            var project = fake.Project("app", null);
            project.Role = 50;
            project.Fill().Commit("trunk/new", "work");
            var forge = Forge.Open(fake.Settings, _clock);
            var known = Assert.Single(await forge.ProjectsAsync(CancellationToken.None));

            await forge.SetDefaultBranchAsync(known, "trunk/new", CancellationToken.None);
            Assert.Equal("trunk/new", project.DefaultBranch);

            project.Forgetful = true;
            var fault = (await Assert.ThrowsAsync<MirrorException>(() => forge.SetDefaultBranchAsync(known, "main", CancellationToken.None))).Fault;
            Assert.Equal("the forge took 'main' as the default branch of mirrors/app without a word, and it still is 'trunk/new'", fault.Cause);
            if (fake != _forge)
                await fake.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_protected_branch_is_deleted_by_API_unless_somebody_pushed_to_it_meanwhile()
    {
        foreach (var fake in new FakeForge[] { _forge, new FakeGitea(), new FakeGitHub() })
        {
            var project = fake.Project("app", null).Protect("release/*", allowForcePush: false);
            project.Role = 50;
            var old = new ObjectId(project.Fill().Commit("release/1", "work"));
            var forge = Forge.Open(fake.Settings, _clock);
            var known = Assert.Single(await forge.ProjectsAsync(CancellationToken.None));
            var moved = new ObjectId(new UpstreamRepository(project.Repository).Commit("release/1", "more"));

            Assert.IsType<MirrorFault.BranchMoved>((await Assert.ThrowsAsync<MirrorException>(() => forge.DeleteBranchAsync(known, "release/1", old, CancellationToken.None))).Fault);
            await forge.DeleteBranchAsync(known, "release/1", moved, CancellationToken.None);
            Assert.Equal("refs/heads/main", project.Git("for-each-ref", "--format=%(refname)"));
            await forge.DeleteBranchAsync(known, "release/1", moved, CancellationToken.None);
            if (fake != _forge)
                await fake.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_default_branch_that_does_not_exist_is_refused_in_the_forges_own_words()
    {
        _forge.Project("app", null).Fill();
        var forge = Forge.Open(_forge.Settings, _clock);
        var known = Assert.Single(await forge.ProjectsAsync(CancellationToken.None));

        var fault = (await Assert.ThrowsAsync<MirrorException>(() => forge.SetDefaultBranchAsync(known, "nowhere", CancellationToken.None))).Fault;

        Assert.Equal("the forge refuses to make 'nowhere' the default branch of mirrors/app: 400 (Could not change HEAD: branch 'nowhere' does not exist)", fault.Cause);
    }

    private async Task ProjectsAsync() => await Forge.Open(_forge.Settings, _clock).ProjectsAsync(CancellationToken.None);

    private async Task<MirrorFault> FaultAsync(Forge? forge = null) =>
        (await Assert.ThrowsAsync<MirrorException>(() => (forge ?? Forge.Open(_forge.Settings, _clock)).ProjectsAsync(CancellationToken.None))).Fault;
}
