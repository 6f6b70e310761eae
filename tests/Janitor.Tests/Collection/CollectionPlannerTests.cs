using RegistryJanitor.Collection;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class CollectionPlannerTests
{
    private static readonly RepositoryName s_app = RepositoryName.Parse("team/app");
    private static readonly TagSnapshot s_new = Snapshot("v2", 2);
    private static readonly TagSnapshot s_old = Snapshot("v1", 1);
    private static readonly TagSnapshot s_signature = Snapshot($"sha256-{Graph.Digest("m1").Hex}.sig", 3);
    private static readonly RevisionSnapshot s_revision = new(Graph.Digest("m1"), new FileStamp(1, 71));
    private static readonly StoreFault.Unreadable s_fault = new("/path", "cause", "Cure.");

    private static readonly Verdict[] s_verdicts =
        [Follow(s_signature), new Verdict.Keep(s_new, "newest 1, number 1"), new Verdict.Evict(s_old, "beyond the newest 1, number 2")];

    [Fact]
    public void A_complete_mark_evicts_what_policy_says_and_removes_what_is_dead()
    {
        var plan = Plan(new MarkOutcome.Complete { DeadRevisions = [s_revision] });

        Assert.Equal([new CollectionStep.EvictTag(s_app, s_old, "beyond the newest 1, number 2")], plan.Evictions.ToArray());
        Assert.Equal([new CollectionStep.RemoveRevision(s_app, s_revision, "no tag that stays leads to it")], plan.Removals.ToArray());
        Assert.Equal(["follows its subject", "newest 1, number 1", "beyond the newest 1, number 2"], plan.Verdicts.Select(verdict => verdict.Reason).ToArray());
        Assert.Empty(plan.HeldBackBy);
    }

    [Fact]
    public void A_referrer_s_tag_whose_subject_is_gone_is_evicted()
    {
        var plan = Plan(new MarkOutcome.Complete { GoneReferrers = [s_signature] });

        Assert.Equal(
            [new CollectionStep.EvictTag(s_app, s_signature, "its subject is gone"), new CollectionStep.EvictTag(s_app, s_old, "beyond the newest 1, number 2")],
            plan.Evictions.ToArray());
    }

    [Fact]
    public void An_incomplete_mark_keeps_everything_for_the_newest_may_be_what_is_broken()
    {
        var plan = Plan(new MarkOutcome.Incomplete([s_fault]));

        Assert.Empty(plan.Steps);
        Assert.All(plan.Verdicts, verdict => Assert.IsType<Verdict.Keep>(verdict));
        Assert.Equal([s_fault], plan.HeldBackBy.ToArray());
    }

    [Fact]
    public void When_nobody_looks_every_manifest_and_every_referrer_s_tag_stays()
    {
        var plan = Plan(MarkOutcome.Complete.EverythingLives);

        Assert.Equal([s_old], plan.Evictions.Select(step => step.Tag));
        Assert.Empty(plan.Removals);
        Assert.Empty(plan.HeldBackBy);
    }

    [Fact]
    public void No_verdict_is_open_in_a_plan_and_none_is_lost()
    {
        MarkOutcome[] outcomes =
            [new MarkOutcome.Complete { DeadRevisions = [s_revision], GoneReferrers = [s_signature] }, new MarkOutcome.Complete(), new MarkOutcome.Incomplete([s_fault])];
        foreach (var outcome in outcomes)
        {
            var plan = Plan(outcome);

            Assert.Equal([s_signature, s_new, s_old], plan.Verdicts.Select(verdict => verdict.Tag));
            Assert.All(plan.Verdicts, verdict => Assert.False(verdict is Verdict.Follow));
            Assert.Equal(plan.Verdicts.OfType<Verdict.Evict>().Select(verdict => verdict.Tag), plan.Evictions.Select(step => step.Tag));
        }
    }

    [Fact]
    public void Tags_go_before_the_manifests_they_point_at() =>
        Assert.Equal(
            ["EvictTag", "RemoveRevision"],
            Plan(new MarkOutcome.Complete { DeadRevisions = [s_revision] }).Steps.Select(step => step.GetType().Name).ToArray());

    [Fact]
    public void A_plan_counts_what_it_would_do()
    {
        var plan = new CollectionPlan([Plan(new MarkOutcome.Complete { DeadRevisions = [s_revision] }), Plan(new MarkOutcome.Incomplete([s_fault]))], [], new BlobPlan.Off());

        Assert.Equal((6, 1, 1, false), (plan.TagCount, plan.EvictionCount, plan.RemovalCount, plan.IsEmpty));
        Assert.Equal([s_fault], plan.HeldBack);
        Assert.True(new CollectionPlan([CollectionPlanner.Plan(s_app, [s_verdicts[1]], new MarkOutcome.Complete(), [])], [], new BlobPlan.Off()).IsEmpty);
    }

    private static TagSnapshot Snapshot(string tag, int minute) => new(Tag.Parse(tag), new FileStamp(minute * 60_000_000_000L, 71));

    private static Verdict.Follow Follow(TagSnapshot tag) => new(tag, Referrer(tag), "follows its subject");

    private static ReferrerTag Referrer(TagSnapshot tag)
    {
        Assert.True(ReferrerTag.TryParse(tag.Tag, out var referrer));
        return referrer;
    }

    private static RepositoryPlan Plan(MarkOutcome outcome) => CollectionPlanner.Plan(s_app, [.. s_verdicts], outcome, []);
}
