using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Builds;

public sealed class BuildDecisionTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 5, 0, 0, TimeSpan.Zero);
    private static readonly string s_old = new('a', 40);
    private static readonly string s_new = new('b', 40);

    [Fact]
    public void What_was_never_asked_for_is() => Assert.Equal((s_new, 1), Numbered(Decide(asked: null)));

    [Fact]
    public void A_mirror_that_moved_is_built() => Assert.Equal((s_new, 1), Numbered(Decide(Asked((s_old, 1)))));

    [Fact]
    public void A_commit_that_was_asked_for_rests_whatever_became_of_it()
    {
        foreach (var state in (QueueState[])[new QueueState.Ended("succeeded"), new QueueState.Ended("failed"), new QueueState.Unknown()])
            Assert.Equal("bbbbbbbbbbbb was asked for as app-1", Assert.IsType<BuildDecision.Rest>(Decide(Asked((s_new, 1)), state)).Reason);
    }

    [Fact]
    public void While_one_waits_or_builds_no_other_is_asked_for()
    {
        Assert.Equal("app-1 waits", Assert.IsType<BuildDecision.Rest>(Decide(Asked((s_old, 1)), new QueueState.Waits())).Reason);
        Assert.Equal("app-1 builds", Assert.IsType<BuildDecision.Rest>(Decide(Asked((s_old, 1)), new QueueState.Builds())).Reason);
    }

    [Fact]
    public void A_branch_that_was_set_back_is_built_again_so_that_latest_follows_it() => Assert.Equal((s_new, 2), Numbered(Decide(Asked((s_new, 1), (s_old, 1)))));

    [Fact]
    public void An_entry_that_says_something_else_is_built_again_at_the_same_commit()
    {
        var decision = Decide(Asked((s_new, 3)) with { Definition = "as it was" });

        Assert.Equal((s_new, 4), Numbered(decision));
        Assert.Equal("lifecycle.yaml says something else about it than before", decision.Reason);
    }

    [Fact]
    public void A_schedule_counts_from_the_last_request()
    {
        var asked = Asked((s_new, 1));

        Assert.IsType<BuildDecision.Rest>(Decide(asked with { RequestedAt = s_now.AddMinutes(-59) }, more: "schedule: '0 4 * * *'"));
        Assert.Equal((s_new, 2), Numbered(Decide(asked with { RequestedAt = s_now.AddMinutes(-61) }, more: "schedule: '0 4 * * *'")));
    }

    [Fact]
    public void Somebody_who_wants_it_again_gets_it_again()
    {
        var ask = Assert.IsType<BuildDecision.Ask>(Decide(Asked((s_new, 1)), new QueueState.Builds(), isForced: true));

        Assert.Equal((2, true), (ask.Number, ask.IsForced));
    }

    [Fact]
    public void Another_build_is_another_definition_and_the_same_one_is_the_same()
    {
        string[] more = ["", "tags: [a]", "dockerfile: a", "path: a", "version: seed", "platform: linux/arm64", "target: a", "args: { A: a }", "args: { A: b }"];

        Assert.Equal(more.Length, more.Select(one => BuildRequest.Definition(Given.Build(one))).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(BuildRequest.Definition(Given.Build()), BuildRequest.Definition(Given.Build("dockerfile: Dockerfile, schedule: '0 4 * * *'")));
    }

    [Fact]
    public void Only_so_many_commits_are_remembered()
    {
        AskedBuild? asked = null;
        for (var number = 0; number < 250; number++)
            asked = AskedBuild.After(asked, "app", (BuildDecision.Ask)Decide(asked, commit: $"{number:d40}"), "definition", s_now);

        Assert.Equal((200, 0, 1), (asked!.Commits.Count, asked.Times($"{49:d40}"), asked.Times($"{50:d40}")));
    }

    private static BuildDecision Decide(AskedBuild? asked, QueueState? last = null, bool isForced = false, string more = "", string? commit = null)
    {
        var build = Given.Build(more);
        return BuildDecision.Of(build, BuildRequest.Definition(build), commit ?? s_new, asked, last ?? new QueueState.Ended("succeeded"), isForced, s_now);
    }

    private static AskedBuild Asked(params (string Commit, int Times)[] commits) => new(
        "app-1", commits[^1].Commit, BuildRequest.Definition(Given.Build()), s_now, [.. commits.Select(commit => new AskedCommit(commit.Commit, commit.Times))]);

    private static (string Commit, int Number) Numbered(BuildDecision decision)
    {
        var ask = Assert.IsType<BuildDecision.Ask>(decision);
        return (ask.Commit, ask.Number);
    }
}
