using RegistryJanitor.GitMirror.Fetching;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class RefPlanTests
{
    [Fact]
    public void What_is_cleared_or_deleted_is_kept_first()
    {
        var plan = RefPlan.Of(Set("main=a feature=b old=c"), Set("main=a feature/one=b"), mayDelete: true, _ => false);

        Assert.Equal("feature old | feature | feature/one | old", Shown(plan));
    }

    [Fact]
    public void Where_the_brake_holds_nothing_is_deleted_and_nothing_is_written_that_would_need_it()
    {
        var plan = RefPlan.Of(Set("main=a feature=b"), Set("main=c feature/one=b other=d"), mayDelete: false, _ => false);

        Assert.Equal(" |  | main other | ", Shown(plan));
    }

    [Fact]
    public void A_branch_that_only_went_on_is_not_kept_and_one_that_was_rewritten_is()
    {
        var plan = RefPlan.Of(Set("main=a dev=b"), Set("main=c dev=d"), mayDelete: true, tip => tip == Id('b'));

        Assert.Equal("dev |  | dev main | ", Shown(plan));
    }

    [Theory]
    [InlineData(5, 0, null)]
    [InlineData(6, 5, null)]
    [InlineData(7, 6, "mass-deletion")]
    [InlineData(100, 20, null)]
    [InlineData(100, 21, "mass-deletion")]
    public void Five_refs_or_a_fifth_may_go_at_once(int refs, int gone, string? code)
    {
        var here = Set(string.Join(' ', Enumerable.Range(0, refs).Select(number => $"b{number}=a")));
        var there = Set(string.Join(' ', Enumerable.Range(gone, refs - gone).Select(number => $"b{number}=a"))) with { Head = $"refs/heads/b{refs - 1}" };

        Assert.Equal(code, new WipeBrake(20, Accepted: false).Judge(here, there)?.Code);
        Assert.Null(new WipeBrake(20, Accepted: true).Judge(here, there));
    }

    [Fact]
    public void An_accepted_loss_never_means_everything() =>
        Assert.IsType<MirrorFault.UpstreamEmpty>(new WipeBrake(100, Accepted: true).Judge(Set("main=a"), RefSet.Empty));

    private static ObjectId Id(char digit) => new(new string(digit, 40));

    private static RefSet Set(string refs)
    {
        var set = RefSet.Empty with { Head = "refs/heads/main" };
        foreach (var pair in refs.Split(' '))
            set.Refs[$"refs/heads/{pair[..^2]}"] = Id(pair[^1]);
        return set;
    }

    private static string Shown(RefPlan plan) => string.Join(" | ", new[] { plan.Keep, plan.Clear, plan.Write, plan.Delete }
        .Select(step => string.Join(' ', step.Select(tip => tip.Key["refs/heads/".Length..]))));
}
