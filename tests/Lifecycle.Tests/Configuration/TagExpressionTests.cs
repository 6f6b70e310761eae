using System.Text.RegularExpressions;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class TagExpressionTests
{
    [Fact]
    public void It_matches_anywhere_as_imglifes_do()
    {
        var expression = TagExpression.Read("alpine3").Expression!;

        Assert.True(expression.Matches("1.22-alpine3.21") && !expression.Matches("1.22-Alpine3.21"));
    }

    [Fact]
    public void What_would_take_for_ever_takes_no_time_or_is_given_up()
    {
        var nasty = new string('a', 128);

        Assert.False(TagExpression.Read("^(a+)+$").Expression!.Matches($"{nasty}b"));
        Assert.Throws<RegexMatchTimeoutException>(() => TagExpression.Read("^(?=a)(a+)+$").Expression!.Matches($"{nasty}b"));
    }

    [Theory]
    [InlineData("(", "is no regular expression: InsufficientClosingParentheses at character 1; correct it, or write tag for one tag")]
    [InlineData("[b-a]", "is no regular expression: ReversedCharacterRange at character 4; correct it, or write tag for one tag")]
    public void What_is_none_is_refused(string text, string mistake) => Assert.Equal((null, mistake), TagExpression.Read(text));

    [Fact]
    public void A_long_one_is_refused() => Assert.Equal("is longer than 1000 characters; write a shorter one", TagExpression.Read(new string('a', 1001)).Mistake);

    [Theory]
    [InlineData("/^v?(\\d+)/", "v12.3", "12")]
    [InlineData("/^v?(\\d*)/", "latest", null)]
    [InlineData("/^(\\d+)-(?:a|b)$/", "3-b", "3")]
    public void A_cycle_is_what_the_one_group_captures(string text, string tag, string? cycle) =>
        Assert.Equal(cycle, ((CycleExtraction.Captured)CycleExtraction.Read(text).Extraction!).Expression.Capture(tag));
}
