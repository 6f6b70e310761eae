namespace RegistryJanitor.Tests.Verification;

public sealed class VerifyOptionsTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("--deep", true, false)]
    [InlineData("--json --deep", true, true)]
    public void Options_come_in_any_order(string words, bool deep, bool json)
    {
        Assert.True(VerifyOptions.TryParse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var options));
        Assert.Equal(new VerifyOptions(deep, json), options);
    }

    [Theory]
    [InlineData("deep")]
    [InlineData("--deep --JSON")]
    public void Anything_else_is_refused(string words) => Assert.False(VerifyOptions.TryParse(words.Split(' '), out _));
}
