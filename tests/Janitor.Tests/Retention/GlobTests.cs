using RegistryJanitor.Retention;

namespace RegistryJanitor.Tests.Retention;

public sealed class GlobTests
{
    [Theory]
    [InlineData("team/*", "team/app")]
    [InlineData("team/**", "team/app")]
    [InlineData("team/**", "team/app/cache")]
    [InlineData("**/cache", "team/app/cache")]
    [InlineData("**", "a/b/c")]
    [InlineData("*", "a")]
    [InlineData("v*", "v")]
    [InlineData("v?.?", "v1.2")]
    [InlineData("*buildcache*", "buildcache")]
    [InlineData("*a*b*", "xxaxxbxx")]
    [InlineData("a.b", "a.b")]
    public void Matches(string pattern, string text) => Assert.True(Glob.Matches(pattern, text));

    [Theory]
    [InlineData("team/*", "team/app/cache")]
    [InlineData("team/**", "team")]
    [InlineData("*", "a/b")]
    [InlineData("v?", "v")]
    [InlineData("a?b", "a/b")]
    [InlineData("V*", "v1")]
    [InlineData("a.b", "axb")]
    [InlineData("latest", "latest-1")]
    [InlineData("", "a")]
    public void Does_not_match(string pattern, string text) => Assert.False(Glob.Matches(pattern, text));

    [Fact]
    public void Stars_without_end_take_no_time_without_end() =>
        Assert.False(Glob.Matches(string.Concat(Enumerable.Repeat("*a", 60)) + "b", new string('a', 255)));
}
