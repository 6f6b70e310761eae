using RegistryJanitor.Lifecycle.Dependencies;

namespace RegistryJanitor.Lifecycle.Tests.Dependencies;

public sealed class StalenessTests
{
    private const string Name = "registry:5000/mirrors/alpine:3.21";

    private static readonly string s_built = $"{Drawn.Digest('a')}";

    [Fact]
    public void A_base_with_the_same_digest_is_fresh_and_with_another_stale()
    {
        Assert.Equal(new Staleness.Fresh(Drawn.Reference(Name)), Staleness.Of(Name, s_built, Drawn.Digest('a')));
        Assert.Equal(new Staleness.Stale(Drawn.Reference(Name), Drawn.Digest('a'), Drawn.Digest('b')), Staleness.Of(Name, s_built, Drawn.Digest('b')));
        Assert.Equal(new Staleness.Fresh(Drawn.Reference("docker.io/library/alpine:latest")), Staleness.Of("alpine", s_built, Drawn.Digest('a')));
    }

    [Fact]
    public void A_base_that_was_named_by_its_digest_cannot_be_stale() =>
        Assert.Equal(new Staleness.Pinned(Drawn.Reference($"{Name}@{s_built}")), Staleness.Of($"{Name}@{s_built}", s_built, Drawn.Digest('b')));

    [Theory]
    [InlineData(null, "x", true, "the image has no label org.opencontainers.image.base.name; it is known once the image is built by lifecycle")]
    [InlineData("Alpine", "x", true, "the label org.opencontainers.image.base.name is 'Alpine', which has upper-case letters, which no registry takes; write lower case")]
    [InlineData("alpine", null, true, "the image has no label org.opencontainers.image.base.digest, which would tell what docker.io/library/alpine:latest was then")]
    [InlineData("alpine", "x", true, "the label org.opencontainers.image.base.digest is 'x', which is no digest")]
    [InlineData("alpine", "", true, "the label org.opencontainers.image.base.digest is '', which is no digest")]
    [InlineData("alpine", "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false, "the present digest of docker.io/library/alpine:latest is not known; its registry may be away, or the tag gone")]
    public void What_is_not_known_says_why(string? name, string? digest, bool hasCurrent, string why) =>
        Assert.Equal(new Staleness.Unknown(why), Staleness.Of(name, digest, hasCurrent ? Drawn.Digest('a') : null));
}
