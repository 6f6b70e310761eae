namespace RegistryJanitor.Oci.Tests;

public class TagTests
{
    [Theory]
    [InlineData("latest")]
    [InlineData("v1.2.3-rc.1")]
    [InlineData("1")]
    [InlineData("_")]
    [InlineData("A_b.C-d")]
    [InlineData("a..b")]
    [InlineData("sha256-6f4e69a5ff18d92e7315e3ee31c62165ebf25bfa05cad05c0d09d8f412dae401.sig")]
    public void The_registry_serves_it_so_it_is_a_tag(string text)
    {
        Assert.True(Tag.TryParse(text, out var tag));
        Assert.Equal(text, tag.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("-v1")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("1.0+build")]
    [InlineData("versión")]
    public void What_the_registry_refuses_is_no_tag(string? text)
    {
        Assert.False(Tag.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Tag.Parse(text!));
    }

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        Assert.True(Tag.TryParse(new string('a', 128), out _));
        Assert.False(Tag.TryParse(new string('a', 129), out _));
    }

    [Fact]
    public void The_default_value_can_be_shown() => Assert.Equal("", default(Tag).ToString());
}
