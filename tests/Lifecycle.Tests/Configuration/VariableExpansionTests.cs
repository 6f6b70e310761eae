using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Lifecycle.Configuration.Reading;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class VariableExpansionTests
{
    private static readonly VariableExpansion s_expansion = new(new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "one", ["_B2"] = "$A", ["E"] = "", ["LARGE"] = new string('x', 65536) });

    [Theory]
    [InlineData("$A", "one")]
    [InlineData("${A}B", "oneB")]
    [InlineData("x$A/y${_B2}$E", "xone/y$A")]
    [InlineData("$$A $${A} $$$A", "$A ${A} $one")]
    [InlineData("^3\\.\\d+$", "^3\\.\\d+$")]
    [InlineData("^(a$|b$)|c$", "^(a$|b$)|c$")]
    [InlineData("$ $5 $- 5$", "$ $5 $- 5$")]
    [InlineData("", "")]
    public void Names_stand_for_variables_and_other_dollars_for_themselves(string text, string expanded) => Assert.Equal((expanded, null), s_expansion.Expand(text));

    [Theory]
    [InlineData("$AB", "uses $AB, which is not set; set it, or write $$ for a dollar")]
    [InlineData("${gone}", "uses $gone, which is not set; set it, or write $$ for a dollar")]
    [InlineData("${A", "has '${' without a name and '}' behind it; write ${NAME}, or $$ for a dollar")]
    [InlineData("${}", "has '${' without a name and '}' behind it; write ${NAME}, or $$ for a dollar")]
    [InlineData("${1}", "has '${' without a name and '}' behind it; write ${NAME}, or $$ for a dollar")]
    [InlineData("${A:-x}", "has '${' without a name and '}' behind it; write ${NAME}, or $$ for a dollar")]
    public void What_is_not_there_or_not_finished_is_a_mistake(string text, string mistake) => Assert.Equal((null, mistake), s_expansion.Expand(text));

    [Fact]
    public void A_few_dollars_do_not_stand_for_gigabytes() => Assert.Equal(
        (null, "is larger than 1 MiB with its variables in it; see whether they are the right ones"), s_expansion.Expand(string.Concat(Enumerable.Repeat("$LARGE", 1_000_000))));

    [Fact]
    public void Every_text_can_be_written_so_that_it_is_meant_as_it_is() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.ArrayOf(Gen.Elements('$', '{', '}', 'A', '_', '1', '|', ' ')).Select(letters => new string(letters)).ToArbitrary(),
        text => s_expansion.Expand(VariableExpansion.Escape(text)) is var (expanded, _) && string.Equals(expanded, text, StringComparison.Ordinal)));
}
