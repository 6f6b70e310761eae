using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace RegistryJanitor.Oci.Tests;

public class DigestTests
{
    private const string Hex256 = "6f4e69a5ff18d92e7315e3ee31c62165ebf25bfa05cad05c0d09d8f412dae401";
    private const string Hex512 = Hex256 + "00000000000000000000000000000000000000000000000000000000000000ff";

    private static readonly Gen<string> s_texts =
        from rare in Gen.Elements(false, false, true)
        from hex in Gen.Elements("0123456789abcdef".ToCharArray()).ArrayOf(rare ? 128 : 64)
        select (rare ? "sha512:" : "sha256:") + new string(hex);

    [Theory]
    [InlineData("sha256:" + Hex256, "sha256", Hex256)]
    [InlineData("sha512:" + Hex512, "sha512", Hex512)]
    public void A_digest_tells_its_algorithm_and_its_hex(string text, string algorithm, string hex)
    {
        var digest = Digest.Parse(text);

        Assert.Equal(algorithm, digest.Algorithm);
        Assert.Equal(hex, digest.Hex);
        Assert.Equal(text, digest.ToString());
        Assert.Equal(text, $"{digest}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("sha256")]
    [InlineData("sha256:")]
    [InlineData(Hex256)]
    [InlineData("sha256:" + Hex256 + "\n")]
    [InlineData(" sha256:" + Hex256)]
    [InlineData("sha256: " + Hex256)]
    [InlineData("sha256-" + Hex256)]
    [InlineData("SHA256:" + Hex256)]
    [InlineData("sha256:6F4E69A5FF18D92E7315E3EE31C62165EBF25BFA05CAD05C0D09D8F412DAE401")]
    [InlineData("sha256:" + Hex256 + "0")]
    [InlineData("sha256:6f4e69a5ff18d92e7315e3ee31c62165ebf25bfa05cad05c0d09d8f412dae40")]
    [InlineData("sha256:6f4e69a5ff18d92e7315e3ee31c62165ebf25bfa05cad05c0d09d8f412dae40g")]
    [InlineData("sha256:６f4e69a5ff18d92e7315e3ee31c62165ebf25bfa05cad05c0d09d8f412dae40")]
    [InlineData("sha512:" + Hex256)]
    [InlineData("sha384:" + Hex256 + "00000000000000000000000000000000")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:sha256:" + Hex256)]
    public void What_the_registry_would_not_take_for_a_digest_is_none(string text)
    {
        Assert.False(Digest.TryParse(text, out _));
        Assert.False(Digest.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.Contains("is not a digest", Assert.Throws<FormatException>(() => Digest.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directory_names_are_a_digest_only_when_both_fit()
    {
        Assert.True(Digest.TryParseHex("sha256", Hex256, out var digest));
        Assert.Equal(Digest.Parse("sha256:" + Hex256), digest);
        Assert.False(Digest.TryParseHex("sha512", Hex256, out _));
        Assert.False(Digest.TryParseHex("", Hex256, out _));
        Assert.False(Digest.TryParseHex("sha256", "6f", out _));
    }

    [Fact]
    public void The_default_value_can_be_shown() => Assert.Equal("sha256:" + new string('0', 64), default(Digest).ToString());

    [Fact]
    public void A_buffer_that_is_too_short_gets_nothing()
    {
        Span<char> buffer = stackalloc char[70];

        Assert.False(Digest.Parse("sha256:" + Hex256).TryFormat(buffer, out var written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void A_digest_survives_the_way_to_text_and_back() =>
        Prop.ForAll(s_texts.ToArbitrary(), text =>
            Digest.Parse(text).ToString() == text
            && Digest.TryParse(Encoding.ASCII.GetBytes(text), out var fromBytes)
            && fromBytes == Digest.Parse(text)
            && fromBytes.GetHashCode() == Digest.Parse(text).GetHashCode()).QuickCheckThrowOnFailure();

    [Fact]
    public void Digests_are_ordered_like_their_text() =>
        Prop.ForAll(s_texts.ToArbitrary(), s_texts.ToArbitrary(), (x, y) =>
            Math.Sign(Digest.Parse(x).CompareTo(Digest.Parse(y))) == Math.Sign(string.CompareOrdinal(x, y))
            && Digest.Parse(x).Equals(Digest.Parse(y)) == (x == y)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    public void Every_part_of_a_digest_counts(int position)
    {
        var less = "sha512:" + new string('1', 128);
        var more = less[..(7 + position)] + "2" + less[(8 + position)..];

        Assert.NotEqual(Digest.Parse(less), Digest.Parse(more));
        Assert.True(Digest.Parse(less) < Digest.Parse(more));
    }
}
