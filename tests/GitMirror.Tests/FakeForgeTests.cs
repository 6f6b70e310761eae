using System.Diagnostics;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

/// <summary>The fake refuses what GitLab refuses, in its words: tests of pushes stand on it.</summary>
public sealed class FakeForgeTests : IAsyncLifetime
{
    private readonly FakeGitLab _forge = new();
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _forge.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public void The_first_push_makes_the_default_branch_and_protects_it_against_the_next_force_push()
    {
        var project = _forge.Project("app", null);
        var work = _stage.Upstream();
        work.Commit("feature", "work");

        Assert.Equal(0, Push(work, project, "-o", "ci.skip", "main", "feature").Code);
        Assert.Equal(("main", (false, 40)), (project.DefaultBranch, project.Protected["main"]));
        Assert.StartsWith("option ci.skip\n", project.Pushes, StringComparison.Ordinal);
        Assert.Contains($"\n{new string('0', 40)} {work.Git("rev-parse", "feature")} refs/heads/feature\n", project.Pushes, StringComparison.Ordinal);

        work.Commit("main", "another history", orphan: true);
        var rewrite = Push(work, project, "+main");
        Assert.Contains("remote: GitLab: You are not allowed to force push code to a protected branch on this project.", rewrite.Words, StringComparison.Ordinal);
        Assert.Contains("(pre-receive hook declined)", rewrite.Words, StringComparison.Ordinal);

        project.Protect("main", allowForcePush: true).Protect("m*", allowForcePush: false);
        Assert.Equal(1, Push(work, project, "+main").Code);
        project.Unprotect("m*");
        Assert.Equal(0, Push(work, project, "+main").Code);
    }

    [Theory]
    [InlineData(":main", "The default branch of a project cannot be deleted.")]
    [InlineData(":release/1", "You can only delete protected branches using the web interface.")]
    [InlineData("main:refs/heads/0123456789abcdef0123456789abcdef01234567", "You cannot create a branch with a 40-character hexadecimal branch name.")]
    [InlineData("+main:refs/tags/v1", "Protected tags cannot be updated.")]
    [InlineData("main:refs/tags/main", "You cannot use default branch name to create a tag")]
    [InlineData("main:refs/heads/locked", "You are not allowed to push code to protected branches on this project.")]
    public void What_GitLab_declines_is_declined_in_its_words(string refspec, string sentence)
    {
        var work = _stage.Upstream();
        var project = _forge.Project("app", null).Protect("release/*", allowForcePush: true).Protect("locked", allowForcePush: true, level: 0);
        Assert.Equal(0, Push(work, project, "main", "main:refs/heads/release/1", "main:refs/tags/v1").Code);
        project.ProtectTag("v*");
        work.Commit("main", "second");

        var pushed = Push(work, project, refspec);

        Assert.Equal(1, pushed.Code);
        Assert.Contains($"remote: GitLab: {sentence}", pushed.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_refs_are_refused_one_by_one_and_the_others_pass()
    {
        var (work, project) = (_stage.Upstream(), _forge.Project("app", null));

        var pushed = Push(work, project, "main", "main:refs/pipelines/7");

        Assert.Equal(1, pushed.Code);
        Assert.Contains("(deny updating a hidden ref)", pushed.Words, StringComparison.Ordinal);
        Assert.Equal("refs/heads/main", project.Git("for-each-ref", "--format=%(refname)"));
    }

    [Fact]
    public void Who_may_not_is_refused_before_git_is_asked()
    {
        var (work, project) = (_stage.Upstream(), _forge.Project("app", null));

        project.Role = 20;
        Assert.Contains("The requested URL returned error: 403", Push(work, project, "main").Words, StringComparison.Ordinal);
        project.Role = 0;
        Assert.Contains("not found", Push(work, project, "main").Words, StringComparison.Ordinal);
        Assert.Contains("Authentication failed", Push(work, project, "wrong", ["main"]).Words, StringComparison.Ordinal);
        Assert.Empty(project.Pushes);
    }

    private (int Code, string Words) Push(UpstreamRepository work, FakeProject project, params string[] arguments) => Push(work, project, FakeForge.Token, arguments);

    private (int Code, string Words) Push(UpstreamRepository work, FakeProject project, string password, string[] arguments)
    {
        var options = Array.FindLastIndex(arguments, one => one is "-o") is var last && last < 0 ? 0 : last + 2;
        string[] all = ["push", .. arguments[..options], $"http://gitbot:{password}@127.0.0.1:{_forge.Server.Port}/{project.Path}.git", .. arguments[options..]];
        var start = new ProcessStartInfo("git", [$"--git-dir={work.Path}", .. all]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEndAsync();
        var words = git.StandardError.ReadToEnd();
        git.WaitForExit();
        return (git.ExitCode, words + output.GetAwaiter().GetResult());
    }
}
