using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class DamagedFileTests
{
    private static readonly string[] s_values = ["", "''", "~", "[]", "{}", "['']", "[{}]", "{ a: b }", "[[x]]", "-1", "1e9", "99999999999999999999", "$", "${", "$GONE", "$EMPTY", "$$", "/", "//", "':'", "'@'", "'::'", "'[::'", "'a:b:c@d'", "'/(/'", "'\u0000'", "\"\\u202e\"", "*x", "&x y", "|\n        text", "? x"];

    private static readonly string[] s_lines = Given.PagesExample.Split('\n');

    [Fact]
    public void Whatever_stands_in_the_place_of_values_is_a_mistake_or_is_understood() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, s_lines.Length - 1).SelectMany(line => Gen.Elements(s_values).Select(value => (line, value))), 3).ToArbitrary(),
        damages =>
        {
            var reading = Damaged(damages);
            return reading.Mistakes.Count > 0
                ? reading.Mistakes.All(mistake => mistake.StartsWith("l.yaml:", StringComparison.Ordinal))
                : Given.Mistakes(EffectiveConfiguration.Text(reading.File)).Count == 0;
        }));

    [Theory]
    [InlineData(21, "$GONE", 9, "$$")]
    [InlineData(41, "'a:b:c@d'", 15, "${")]
    public void What_the_parser_of_YAML_itself_cannot_bear_is_a_mistake(int line, string value, int otherLine, string otherValue) =>
        Assert.StartsWith("l.yaml:", Damaged((line, value), (otherLine, otherValue)).Mistakes[0], StringComparison.Ordinal);

    private static LifecycleReading Damaged(params (int Line, string Value)[] damages)
    {
        var lines = s_lines.ToArray();
        foreach (var (line, value) in damages)
        {
            var colon = lines[line].IndexOf(": ", StringComparison.Ordinal);
            lines[line] = colon < 0 ? value : $"{lines[line][..colon]}: {value}";
        }

        return Given.Reading(string.Join('\n', lines));
    }
}
