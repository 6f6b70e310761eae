using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class SemverRangeTests
{
    [Theory]
    [InlineData("3.20", "3.20.0 3.20.99", "3.19.99 3.21.0")]
    [InlineData("3.20.1", "3.20.1", "3.20.0 3.20.2")]
    [InlineData("=v3.20.1", "3.20.1", "3.20.2")]
    [InlineData("3.x", "3.0.0 3.99.0", "2.99.99 4.0.0")]
    [InlineData("*", "0.0.0 99.0.0", "")]
    [InlineData(">=3.18 <4", "3.18.0 3.99.99", "3.17.99 4.0.0")]
    [InlineData(">= 3.18, < 4", "3.18.0", "4.0.0")]
    [InlineData(">3.18", "3.19.0", "3.18.99")]
    [InlineData(">3.18.1", "3.18.2", "3.18.1")]
    [InlineData("<=3.18", "3.18.99 0.0.0", "3.19.0")]
    [InlineData("<3.18", "3.17.99", "3.18.0")]
    [InlineData("^1.22", "1.22.0 1.99.0", "1.21.9 2.0.0")]
    [InlineData("^0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0")]
    [InlineData("^0.0.3", "0.0.3", "0.0.4")]
    [InlineData("^0.0", "0.0.9", "0.1.0")]
    [InlineData("^0", "0.9.9", "1.0.0")]
    [InlineData("~1.22.3", "1.22.3 1.22.9", "1.22.2 1.23.0")]
    [InlineData("~1", "1.9.9", "2.0.0 0.9.9")]
    [InlineData("1.2 || >=2.5 <3 || 9", "1.2.0 2.5.0 9.9.9", "1.3.0 3.0.0")]
    public void A_range_holds_what_npm_says(string text, string inside, string outside)
    {
        var range = SemverRange.Read(text).Range!;

        Assert.All(Versions(inside), version => Assert.True(range.Contains(version), $"{version}"));
        Assert.All(Versions(outside), version => Assert.False(range.Contains(version), $"{version}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3 ||")]
    [InlineData("latest")]
    [InlineData("1.2.3-rc1")]
    [InlineData("1.2.3.4")]
    [InlineData(">x")]
    [InlineData("1..2")]
    [InlineData("x.2")]
    [InlineData(">=")]
    [InlineData("99999999999999999999")]
    public void What_is_no_range_is_refused(string text) => Assert.Equal((null, "is no range of versions; write one like '>=3.18 <4', ^1.22, ~3.20 or 3.x, with '||' for or"), SemverRange.Read(text));

    [Fact]
    public void A_range_without_versions_is_refused() => Assert.Equal((null, "holds no version: '>=4 <3' ends before it begins; correct it"), SemverRange.Read("1 || >=4 <3"));

    private static IEnumerable<VersionNumber> Versions(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(version => version.Split('.').Select(long.Parse).ToArray()).Select(parts => new VersionNumber(parts[0], parts[1], parts[2]));
}
