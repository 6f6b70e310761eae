using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Tests.Queue;

public sealed class QueuePlanTests
{
    private static readonly RunnerName s_me = new("me");
    private static readonly QueueRules s_rules = new(s_me, TimeSpan.FromSeconds(60), Attempts: 2);

    [Fact]
    public void The_oldest_request_is_next_and_what_a_runner_died_of_comes_before_it() => Assert.Equal(
        [
            new QueueStep.TakeOver(Claim("dead.other.1"), Claim("dead.me.2")),
            new QueueStep.Take(new BuildId("old"), Claim("old.me.1")),
            new QueueStep.Take(new BuildId("young"), Claim("young.me.1")),
        ],
        QueuePlan.Decide(View(requests: ["young@9", "old@1"], claims: ["dead.other.1~61", "alive.other.1~60"]), s_rules));

    [Fact]
    public void After_the_last_attempt_a_request_is_given_up_by_one_runner() => Assert.Equal(
        [new QueueStep.GiveUp(Claim("bad.other.2"), Claim("bad.me.3"))],
        QueuePlan.Decide(View(claims: ["bad.other.2~100"]), s_rules));

    [Fact]
    public void A_claim_whose_request_has_its_result_is_only_tidied_however_loudly_it_beats() => Assert.Equal(
        [new QueueStep.Tidy(Claim("done.other.1"))],
        QueuePlan.Decide(View(claims: ["done.other.1~0"], results: ["done"]), s_rules));

    [Fact]
    public void A_request_whose_id_has_a_result_is_set_aside_with_a_sentence()
    {
        var step = Assert.IsType<QueueStep.SetAside>(Assert.Single(QueuePlan.Decide(View(requests: ["done@1"], results: ["done"]), s_rules)));

        Assert.Equal("done.json", step.FileName);
        Assert.Contains("exactly one", step.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_asked_for_again_while_it_is_built_waits() => Assert.Empty(QueuePlan.Decide(View(requests: ["one@1"], claims: ["one.other.1~0"]), s_rules));

    [Fact]
    public void A_request_whose_registry_is_read_only_lets_others_pass() => Assert.Equal(
        [new QueueStep.Take(new BuildId("two"), Claim("two.me.1"))],
        QueuePlan.Decide(View(requests: ["one@1", "two@2"]), s_rules with { Resting = new HashSet<BuildId> { new("one") } }));

    [Fact]
    public void At_the_begin_of_its_life_a_runner_need_not_wait_for_itself_to_be_dead()
    {
        var view = View(claims: ["one.me.1~0", "two.other.1~0"]);

        Assert.Equal([new QueueStep.TakeOver(Claim("one.me.1"), Claim("one.me.2"))], QueuePlan.Decide(view, s_rules with { BeginsLife = true }));
        Assert.Empty(QueuePlan.Decide(view, s_rules));
    }

    [Theory]
    [InlineData("a.b-c.d.host-1.2", "a.b-c.d", "host-1", 2)]
    [InlineData("a.host.0", null, null, 0)]
    [InlineData("a.host.-1", null, null, 0)]
    [InlineData("a.1", null, null, 0)]
    [InlineData(".a.host.1", null, null, 0)]
    public void A_claims_name_can_be_read_one_way_only(string name, string? id, string? runner, int attempt)
    {
        var claim = BuildRunner.Queue.Claim.Read(name);

        Assert.Equal((id, runner, attempt), (claim?.Id.Value, claim?.Runner.Value, claim?.Attempt ?? 0));
        Assert.True(claim is null || claim.Name.Equals(name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hosts_name_becomes_a_runners() => Assert.Equal("build-01-example-org", RunnerName.OfHost("Build-01.example.org").Value);

    private static Claim Claim(string name) => BuildRunner.Queue.Claim.Read(name)!;

    /// <summary>Requests as <c>id@second of writing</c>, claims as <c>name~seconds of silence</c>.</summary>
    private static QueueView View(string[]? requests = null, string[]? claims = null, string[]? results = null) => new(
        [.. (requests ?? []).Select(one => one.Split('@')).Select(one => new QueueView.Waiting(new BuildId(one[0]), DateTimeOffset.UnixEpoch.AddSeconds(int.Parse(one[1]))))],
        [.. (claims ?? []).Select(one => one.Split('~')).Select(one => new QueueView.Claimed(Claim(one[0]), TimeSpan.FromSeconds(int.Parse(one[1]))))],
        (results ?? []).Select(id => new BuildId(id)).ToHashSet(),
        []);
}
