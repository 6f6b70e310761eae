using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Commands;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.State;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class AuditTests : IAsyncLifetime
{
    private const string Upstream = "https://example.org/team/app.git";
    private const string CiPath = "ci/{name}.yml@team/scripts";

    private readonly FakeGitLab _forge = new();
    private readonly Stage _stage = new();
    private readonly SkippingClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _forge.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_project_as_it_should_be_has_no_finding()
    {
        Ready("app");

        Assert.Equal((ExitCode.Success, "1 projects, nothing found.\n"), await AuditAsync());
    }

    [Fact]
    public async Task Scopes_that_are_no_texts_and_projects_that_are_odd_end_no_audit()
    {
        Ready("app");
        _forge.Answer("personal_access_tokens/self", 1, 200, """{ "scopes": [1, "\ud800"] }""");
        _forge.Answer("/projects?", 1, 200, """[{ "id": "2", "path_with_namespace": "mirrors/\u001b[31mred" }]""");

        var (code, output) = await AuditAsync();

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("mirrors/?[31mred\n  project-odd: the project, as the forge describes it, has no number.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_trap_is_told_with_its_cause_its_menu_and_its_request()
    {
        var project = _forge.Project("app", Upstream).Protect("main", allowForcePush: false).Protect("*-stable", allowForcePush: false);
        project.Fill();
        project.AutoDevOps = true;
        project.Schedules.Add(new FakeSchedule(4, "refs/heads/master", Active: true));

        Assert.Equal(
            (ExitCode.Failed, """
            mirrors/app
              force-push: the rule 'main' for protected branches refuses force pushes: when its upstream rewrites such a branch, the push is declined.
                Fix: Settings > Repository > Protected branches > main > Allowed to force push.
                API: PATCH /projects/11/protected_branches/main {"allow_force_push":true}
              force-push: the rule '*-stable' for protected branches refuses force pushes: when its upstream rewrites such a branch, the push is declined.
                Fix: Settings > Repository > Protected branches > *-stable > Allowed to force push.
                API: PATCH /projects/11/protected_branches/%2A-stable {"allow_force_push":true}
              auto-devops: Auto DevOps is on: without a pipeline configuration each push starts a pipeline of its own making.
                Fix: Settings > CI/CD > Auto DevOps > Default to Auto DevOps pipeline: off, then Save changes.
                API: PUT /projects/11 {"auto_devops_enabled":false}
              ci-path: the path of the CI/CD configuration was never saved, so that of the upstream is used, or none.
                Fix: Settings > CI/CD > General pipelines > CI/CD configuration file: ci/app.yml@team/scripts, then Save changes of that section.
                API: PUT /projects/11 {"ci_config_path":"ci/app.yml@team/scripts"}
              schedule: the schedule 'Weekly upstream rebuild' runs on 'master', and the default branch is 'main'.
                Fix: Build > Pipeline schedules > Edit > Target branch: main.
                API: PUT /projects/11/pipeline_schedules/4 {"ref":"main"}
            1 projects, 5 findings in 1 of them, 0 repaired.

            """),
            await AuditAsync());
        Assert.DoesNotContain(_forge.Requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_is_named_is_repaired_and_read_back()
    {
        var project = Ready("app").Protect("main", allowForcePush: false).Protect("release/*", allowForcePush: false);
        project.AutoDevOps = true;

        var (code, text) = await AuditAsync("--repair", "force-push");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("3 findings in 1 of them, 2 repaired.", text, StringComparison.Ordinal);
        Assert.True(project.Protected.Values.All(rule => rule.AllowForcePush) && project.AutoDevOps);

        (project.CiPath, project.Schedules[0]) = ("", new FakeSchedule(4, "old", Active: true));
        Assert.Equal(ExitCode.Success, (await AuditAsync("--repair", "auto-devops,ci-path,schedule")).Code);
        Assert.Equal((false, "ci/app.yml@team/scripts", "main"), (project.AutoDevOps, project.CiPath, project.Schedules[0].Ref));
    }

    [Fact]
    public async Task A_value_that_did_not_stick_is_told_although_the_forge_said_yes()
    {
        var project = Ready("app");
        (project.CiPath, project.Forgetful) = ("", true);

        var (code, text) = await AuditAsync("--repair", "ci-path");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("Not repaired: the forge took it without a word, and it did not stick.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".gitlab-ci.yml", "is a file of the upstream and none of another project")]
    [InlineData("ci/other.yml@team/scripts", "and 'ci/app.yml@team/scripts' is wanted")]
    [InlineData(null, "was never saved")]
    public async Task A_pipeline_configuration_that_is_not_the_wanted_one_is_told(string? path, string words)
    {
        Ready("app").CiPath = path;

        Assert.Contains(words, (await AuditAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, false, "the token's user is Reporter here: every push is refused with 403")]
    [InlineData(30, true, "the token's user is Developer here: protected branches cannot be pushed to")]
    public async Task A_role_that_is_too_low_is_told_before_git_meets_it(int role, bool inherited, string words)
    {
        var project = Ready("app");
        (project.Role, project.RoleIsInherited) = (role, inherited);

        Assert.Contains(words, (await AuditAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_nobody_may_push_to_is_told()
    {
        Ready("app").Protect("main", allowForcePush: true, level: 0);

        Assert.Contains("push-access: the rule 'main' for protected branches lets the token's user not push", (await AuditAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_without_upstream_without_schedule_and_with_another_default_branch_is_told_and_hides_none()
    {
        _forge.Project("null", null);
        Ready("app").Schedules.Clear();
        Directory.CreateDirectory(_stage.Layout.Mirrors);
        StateFile.Write(_stage.Layout.State(new("app")), new MirrorState { Mirror = "app", Upstream = Upstream, Outcome = "changed", Reason = "once", TriedAt = default, DefaultBranch = "refs/heads/trunk" });

        var text = (await AuditAsync()).Text;

        Assert.Contains("mirrors/null\n  description-empty: ", text, StringComparison.Ordinal);
        Assert.Contains("schedule: no pipeline schedule is active.", text, StringComparison.Ordinal);
        Assert.Contains("default-branch: the default branch is 'main', and the upstream's is 'trunk'.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-10", "api", "the token ends on 2026-05-10, in 9 days")]
    [InlineData("2027-01-01", "read_api write_repository", "has not the scope api")]
    [InlineData(null, "read_user", "the token has the scopes read_user")]
    public async Task A_token_that_ends_soon_or_may_too_little_is_told(string? end, string scopes, string words)
    {
        Ready("app");
        (_forge.TokenExpiresAt, _forge.Scopes) = (end, scopes.Split(' '));

        Assert.Contains(words, (await AuditAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task A_token_that_may_not_describe_itself_is_no_finding(int status)
    {
        Ready("app");
        _forge.Answer("/personal_access_tokens/self", 1, status, """{"message":"no"}""");

        Assert.Equal(ExitCode.Success, (await AuditAsync()).Code);
    }

    [Fact]
    public async Task One_project_that_cannot_be_looked_at_hides_no_other_one()
    {
        Ready("app");
        Ready("other").AutoDevOps = true;
        _forge.Answer("/projects/11/", 1, 403, """{"message":"403 Forbidden"}""");

        var text = (await AuditAsync()).Text;

        Assert.Contains("mirrors/app\n  forge-forbidden: ", text, StringComparison.Ordinal);
        Assert.Contains("mirrors/other\n  auto-devops: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_read_the_same_as_JSON()
    {
        Ready("app").AutoDevOps = true;

        var (code, text) = await AuditAsync("--json");

        Assert.Equal(ExitCode.Failed, code);
        var finding = JsonDocument.Parse(text).RootElement.GetProperty("findings")[0];
        Assert.Equal(("mirrors/app", "auto-devops", "PUT /projects/11 {\"auto_devops_enabled\":false}"), (finding.GetProperty("project").GetString(), finding.GetProperty("kind").GetString(), finding.GetProperty("call").GetString()));
    }

    [Fact]
    public async Task A_word_that_audit_does_not_know_and_a_list_in_a_file_return_2()
    {
        Assert.Equal(ExitCode.Usage, (await AuditAsync("--repair", "everything")).Code);
        Assert.Equal(ExitCode.Usage, (await AuditAsync("--fix")).Code);
        Assert.Equal(ExitCode.Usage, await AuditCommand.RunAsync(_stage.Settings, [], _clock, TextWriter.Null, TextWriter.Null));
        Assert.Empty(_forge.Requests);
    }

    [Fact]
    public async Task A_forge_that_cannot_be_asked_returns_1_and_says_why()
    {
        _forge.Answer("/groups/", 1, 401, """{"message":"401 Unauthorized"}""");

        var (code, text) = await AuditAsync();

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith("git-mirror: the forge does not know the token", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "> Enable Force Push", 0)]
    [InlineData(true, "Settings > Branches: remove the rule 'main'", 1)]
    public async Task Gitea_learns_to_allow_force_pushes_and_Forgejo_has_no_such_rule(bool isForgejo, string words, int code)
    {
        await using var gitea = new FakeGitea { IsForgejo = isForgejo };
        var project = gitea.Project("app", Upstream).Protect("main", allowForcePush: false);
        (project.Role, gitea.Project("read", Upstream).Role) = (50, 50);
        project.Fill();

        Assert.Contains(words, (await AuditAsync(gitea)).Text, StringComparison.Ordinal);
        Assert.Equal((ExitCode)code, (await AuditAsync(gitea, "--repair", "force-push")).Code);

        gitea.Projects[1].Role = 20;
        Assert.Contains("mirrors/read\n  role: the token's user may not write here.", (await AuditAsync(gitea)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHubs_protections_and_rulesets_are_told()
    {
        await using var github = new FakeGitHub();
        github.Project("app", Upstream).Protect("main", allowForcePush: false).Rulesets.Add("main");
        github.Project("free", Upstream).Protect("main", allowForcePush: true);
        github.Project("read", Upstream).Role = 20;

        var text = (await AuditAsync(github)).Text;

        Assert.Contains("the protection of 'main' refuses force pushes", text, StringComparison.Ordinal);
        Assert.Contains("a ruleset refuses force pushes to 'main'", text, StringComparison.Ordinal);
        Assert.Contains("mirrors/read\n  role: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mirrors/free", text, StringComparison.Ordinal);
    }

    private FakeProject Ready(string name)
    {
        var project = _forge.Project(name, Upstream).Protect("main", allowForcePush: true);
        project.Fill();
        project.CiPath = CiPath.Replace("{name}", name, StringComparison.Ordinal);
        project.Schedules.Add(new FakeSchedule(4, "refs/heads/main", Active: true));
        return project;
    }

    private Task<(ExitCode Code, string Text)> AuditAsync(params string[] words) => AuditAsync(_forge, words);

    private async Task<(ExitCode Code, string Text)> AuditAsync(FakeForge forge, params string[] words)
    {
        using var output = new StringWriter();
        var settings = _stage.Settings with { Forge = forge.Settings with { CiPath = forge.Kind is ForgeKind.GitLab ? CiPath : "" } };
        return (await AuditCommand.RunAsync(settings, words, _clock, output, output), $"{output}");
    }
}
