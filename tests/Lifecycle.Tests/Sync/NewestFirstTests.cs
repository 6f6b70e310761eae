using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class NewestFirstTests
{
    private static readonly string[] s_numbers = ["1", "2", "9", "10", "01", "0", "20241121", "3.9", "3.10", "3.10.0", "3.10.1", "1.2.3.4"];
    private static readonly string[] s_suffixes = ["", "-rc.1", "-rc.2", "-rc.10", "rc1", "-beta", "-beta.2", "-alpine", "-alpine3.9", "-alpine3.21", "-rc1-alpine3.21", "-slim-bookworm", "-r5", "-1", "-debian-12-r7", "_1", "-RC.1"];

    [Theory]
    [InlineData("3.10", "3.9")]
    [InlineData("3.10.0", "3.9.18")]
    [InlineData("v10", "9")]
    [InlineData("1.2.3", "1.2.3-rc.2")]
    [InlineData("1.0.0", "2.0.0-rc.1")]
    [InlineData("1.2.3-rc.10", "1.2.3-rc.9")]
    [InlineData("1.2.3-rc.1", "1.2.3-beta.7")]
    [InlineData("1.2.3-rc.1.1", "1.2.3-rc.1")]
    [InlineData("1.22", "1.22rc2")]
    [InlineData("3.13.0b2", "3.13.0b1")]
    [InlineData("1.22.3-alpine3.21", "1.22.3-alpine3.20")]
    [InlineData("1.22.3-alpine3.20", "1.22.2-alpine3.21")]
    [InlineData("2.0.1-debian-12-r10", "2.0.1-debian-12-r9")]
    [InlineData("2024-11-21", "2024-11-20")]
    [InlineData("1.2.3-2", "1.2.3-1")]
    public void The_first_is_newer(string newer, string older)
    {
        Assert.True(NewestFirst.Order.Compare(Read(newer), Read(older)) < 0, $"{newer} should come before {older}");
        Assert.True(NewestFirst.Order.Compare(Read(older), Read(newer)) > 0);
    }

    [Theory]
    [InlineData("3.21.3", "", true)]
    [InlineData("1.22.3-alpine3.21", "alpine", true)]
    [InlineData("1.22.3-rc.1-alpine3.21", "alpine", false)]
    [InlineData("1.22.3-alpine3.21-rc1", "alpine", false)]
    [InlineData("3.12-slim-bookworm", "slim-bookworm", true)]
    [InlineData("12.4.1-cudnn9-runtime-ubuntu22.04", "cudnn-runtime-ubuntu", true)]
    [InlineData("2.0.1-debian-12-r10", "debian", true)]
    [InlineData("21-ea-jdk", "jdk", false)]
    [InlineData("8.0.0-preview.5.24306.11-alpine3.19", "alpine", false)]
    [InlineData("1.2.3-SNAPSHOT", "", false)]
    public void A_variant_is_no_pre_release(string tag, string variant, bool isRelease) => Assert.Equal((variant, isRelease), (Read(tag).Variant, Read(tag).IsRelease));

    [Theory]
    [InlineData("latest")]
    [InlineData("bookworm-20241111")]
    [InlineData("7f3a2b1")]
    [InlineData("3x")]
    [InlineData("v")]
    [InlineData("1..2")]
    [InlineData("99999999999999999999")]
    [InlineData("1.2.3.4.5.6.7")]
    [InlineData("_1")]
    public void Some_tags_are_no_versions(string tag) => Assert.Null(TagVersion.Read(Tag.Parse(tag)));

    [Fact]
    public void The_order_is_total()
    {
        var versions = Gen.Elements(s_numbers).SelectMany(number => Gen.Elements(s_suffixes).Select(suffix => $"{number}{suffix}"))
            .SelectMany(tag => Gen.Elements("", "v").Select(prefix => Read($"{prefix}{tag}")));
        var three = versions.SelectMany(a => versions.SelectMany(b => versions.Select(c => (A: a, B: b, C: c))));

        Prop.ForAll(three.ToArbitrary(), drawn =>
        {
            var (a, b, c) = drawn;
            var order = NewestFirst.Order;
            Assert.Equal(0, order.Compare(a, a));
            Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
            Assert.Equal(order.Compare(a, b) == 0, a.Tag == b.Tag);
            if (order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0)
                Assert.True(order.Compare(a, c) <= 0, $"{a.Tag} {b.Tag} {c.Tag}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Any_tag_is_read_or_none_and_nothing_is_thrown() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements("1", "9", "10", ".", "-", "_", "r", "rc", "a", "alpine", "v", "..", "000")).ToArbitrary(), parts =>
        {
            if (Tag.TryParse(string.Concat(parts), out var tag) && TagVersion.Read(tag) is { } version)
            {
                Assert.Equal(tag, version.Tag);
                Assert.InRange(version.Numbers.Count, 1, 6);
                Assert.Equal(0, NewestFirst.Order.Compare(version, TagVersion.Read(tag)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static TagVersion Read(string tag) => TagVersion.Read(Tag.Parse(tag)) ?? throw new FormatException(tag);
}
