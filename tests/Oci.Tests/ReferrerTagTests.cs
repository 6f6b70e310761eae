namespace RegistryJanitor.Oci.Tests;

public class ReferrerTagTests
{
    private const string Hex = "6f4e69a5ff18d92e7315e3ee31c62165ebf25bfa05cad05c0d09d8f412dae401";

    [Theory]
    [InlineData("sha256-" + Hex, ReferrerKind.Index)]
    [InlineData("sha256-" + Hex + ".sig", ReferrerKind.Signature)]
    [InlineData("sha256-" + Hex + ".att", ReferrerKind.Attestation)]
    [InlineData("sha256-" + Hex + ".sbom", ReferrerKind.Sbom)]
    public void A_referrer_tag_names_its_subject(string text, ReferrerKind kind)
    {
        Assert.True(ReferrerTag.TryParse(Tag.Parse(text), out var referrer));
        Assert.Equal(kind, referrer.Kind);
        Assert.True(referrer.TryGetSubject(out var subject));
        Assert.Equal(Digest.Parse("sha256:" + Hex), subject);
        Assert.True(referrer.MayReferTo(subject));
        Assert.False(referrer.MayReferTo(default));
    }

    [Fact]
    public void Of_a_sha512_subject_the_tag_knows_only_the_first_half()
    {
        Assert.True(ReferrerTag.TryParse(Tag.Parse("sha512-" + Hex), out var referrer));
        Assert.False(referrer.TryGetSubject(out _));
        Assert.True(referrer.MayReferTo(Digest.Parse("sha512:" + Hex + Hex)));
        Assert.True(referrer.MayReferTo(Digest.Parse("sha512:" + Hex + new string('0', 64))));
        Assert.False(referrer.MayReferTo(Digest.Parse("sha512:" + new string('0', 64) + Hex)));
        Assert.False(referrer.MayReferTo(Digest.Parse("sha256:" + Hex)));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("sha256-6f4e69a")]
    [InlineData("sha256_" + Hex)]
    [InlineData("sha384-" + Hex)]
    [InlineData("SHA256-" + Hex)]
    [InlineData("sha256-6F4E69A5FF18D92E7315E3EE31C62165EBF25BFA05CAD05C0D09D8F412DAE401")]
    [InlineData("sha256-" + Hex + "0")]
    [InlineData("sha256-" + Hex + ".SIG")]
    [InlineData("sha256-" + Hex + ".sig2")]
    [InlineData("sha512-" + Hex + ".sig")]
    [InlineData("x-sha256-" + Hex)]
    public void An_ordinary_tag_refers_to_nothing(string text) => Assert.False(ReferrerTag.TryParse(Tag.Parse(text), out _));

    [Fact]
    public void The_default_tag_refers_to_nothing() => Assert.False(ReferrerTag.TryParse(default, out _));
}
