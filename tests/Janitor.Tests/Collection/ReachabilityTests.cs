using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class ReachabilityTests
{
    [Theory]
    [InlineData("a tag keeps its image", "app:1 -> m1 -> c1 l1; m2 -> c2 l1", "m1", "")]
    [InlineData("without roots nothing lives", "m1 -> c1; i1 -> m1", "", "")]
    [InlineData("an index keeps its platforms", "app:1 -> i1 -> m1 m2; m1 -> c1; m2 -> c2; m3 -> c3", "i1 m1 m2", "")]
    [InlineData("an index of indexes keeps all below", "app:1 -> i1 -> i2 i3; i2 -> m1; i3 -> m2; m1 -> c1; m2 -> c2", "i1 i2 i3 m1 m2", "")]
    [InlineData("a child does not keep its index", "app:1 -> m1 -> c1; i1 -> m1 m2; m2 -> c2", "m1", "")]
    [InlineData("a child of two indexes lives by the one that stays", "app:2 -> i2 -> m1 m3; i1 -> m1 m2; m1 -> c1; m2 -> c2; m3 -> c3", "i2 m1 m3", "")]
    [InlineData("an attestation beside its image in the index", "app:1 -> i1 -> m1 a1; m1 -> c1; a1 -> c2 l2; a2 -> c2 l2", "a1 i1 m1", "")]
    [InlineData("a sparse index ends where a platform is missing", "app:1 -> i1 -> m1 m9; m1 -> c1", "i1 m1", "")]
    [InlineData("a shared layer keeps no other image", "app:1 -> m1 -> c1 l1; m2 -> c2 l1; m3 -> c1 l1", "m1", "")]
    [InlineData("a config that is a manifest too is kept", "app:1 -> m1 -> m2; m2 -> c2", "m1 m2", "")]
    [InlineData("a referrer lives with its subject", "app:1 -> m1 -> c1; s1 -> c2 ^m1; s2 -> c2 ^m9", "m1 s1", "")]
    [InlineData("a referrer of a referrer lives too", "app:1 -> m1 -> c1; s1 -> c2 ^m1; s2 -> c3 ^s1; s3 -> c4 ^s2", "m1 s1 s2 s3", "")]
    [InlineData("a referrer of a platform lives with the index", "app:1 -> i1 -> m1; m1 -> c1; s1 -> c2 ^m1", "i1 m1 s1", "")]
    [InlineData("a referrer that is an index brings its own children", "app:1 -> m1 -> c1; i9 -> m8 ^m1; m8 -> c8", "i9 m1 m8", "")]
    [InlineData("a subject is no reference, so a referrer does not keep it", "app:s -> s1 -> c2 ^m1; m1 -> c1", "s1", "")]
    [InlineData("a referrer of what is not a manifest here dies", "app:1 -> m1 -> c1; s1 -> c2 ^m9", "m1", "")]
    [InlineData("a young untagged manifest is a root", "app:1 -> m1 -> c1; young i2; i2 -> m2; m2 -> c2; m3 -> c3", "i2 m1 m2", "")]
    [InlineData("a referrer's tag lives with its subject", "app:1 -> m1 -> c1; sig(m1) -> s1 -> c2", "m1 s1", "")]
    [InlineData("a referrer's tag goes when its subject goes", "app:1 -> m1 -> c1; m2 -> c2; sig(m2) -> s2 -> c3", "m1", "m2")]
    [InlineData("a referrer's tag goes when its subject is gone", "app:1 -> m1 -> c1; sig(m9) -> s9 -> c3", "m1", "m9")]
    [InlineData("a subject that may be elsewhere keeps its signature", "app:1 -> m1 -> c1; sig(m9)? -> s9 -> c3", "m1 s9", "")]
    [InlineData("a signature of a signature, the tags in the wrong order", "app:1 -> m1 -> c1; sig(s1) -> s2 -> c3; sig(m1) -> s1 -> c2", "m1 s1 s2", "")]
    [InlineData("a signature of a dead signature goes too", "app:1 -> m1 -> c1; sig(s9) -> s8 -> c3; sig(m9) -> s9 -> c2", "m1", "m9 s9")]
    [InlineData("two tags that speak of each other keep nothing", "app:1 -> m1 -> c1; sig(s1) -> s2 -> c3; sig(s2) -> s1 -> c2", "m1", "s1 s2")]
    [InlineData("a signature that another tag keeps stays, its own tag goes", "app:1 -> s9 -> c2; sig(m9) -> s9", "s9", "m9")]
    [InlineData("a referrer by subject of a manifest that lives by its tag", "app:1 -> m1 -> c1; sig(m1) -> s1 -> c2; r1 -> c3 ^s1", "m1 r1 s1", "")]
    [InlineData("a reference to itself harms nothing", "app:1 -> i1 -> i1 m1; m1 -> c1; i2 -> i2", "i1 m1", "")]
    [InlineData("a subject that is itself keeps nothing alive", "app:1 -> m1 -> c1; s1 -> c2 ^s1", "m1", "")]
    [InlineData("two that refer to each other end the walk", "app:1 -> i1 -> i2; i2 -> i1; i3 -> i4; i4 -> i3", "i1 i2", "")]
    [InlineData("the same child twice is one child", "app:1 -> i1 -> m1 m1; m1 -> c1", "i1 m1", "")]
    [InlineData("two tags of one image", "app:1 -> m1 -> c1; app:2 -> m1", "m1", "")]
    [InlineData("a tag of a manifest that the repository lacks", "app:1 -> m9; m1 -> c1; s1 -> c2 ^m9", "s1", "")]
    public void What_lives_and_which_referrers_tags_go(string situation, string graph, string live, string gone)
    {
        var drawn = new Graph(graph);
        var reached = drawn.Mark();

        Assert.Equal((situation, live, gone), (situation, drawn.Live(reached), drawn.Gone(reached)));
    }

    [Fact]
    public void A_chain_of_ten_thousand_indexes_does_not_exhaust_the_stack()
    {
        var drawn = new Graph("app:1 -> i0; " + string.Join("; ", Enumerable.Range(0, 10_000).Select(i => $"i{i} -> i{i + 1}")));

        Assert.Equal(10_001, drawn.Mark().Live.Count);
    }
}
