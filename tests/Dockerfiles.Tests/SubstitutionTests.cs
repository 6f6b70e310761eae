using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Tests;

/// <summary>What a word becomes. A is <c>/a</c>, B is <c>two</c>, E is empty, U is not set; <c>|</c> stands for no answer.</summary>
public sealed class SubstitutionTests
{
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        ["A"] = "/a",
        ["B"] = "two",
        ["E"] = "",
        ["V"] = "3.20.1",
        ["X"] = "xxyy",
        ["S"] = "a***yy*",
        ["P"] = "/tmp/tmp/b.txt",
        ["N"] = "/tmp",
        ["K"] = "[](){}^$.*?|\\x",
        ["ÄB"] = "umlaut",
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("pl'ai'n", "plain")]
    [InlineData("pl'ain", null)]
    [InlineData(@"pl\'ain", "pl'ain")]
    [InlineData(@"pl\\'ain", null)]
    [InlineData(@"a\tb", "atb")]
    [InlineData("""
        "a\tb"
        """, @"a\tb")]
    [InlineData("""
        "a\\tb"
        """, @"a\tb")]
    [InlineData(@"'a\tb'", @"a\tb")]
    [InlineData(@"end\", "end")]
    [InlineData(@"end\\", @"end\")]
    [InlineData("\"open", null)]
    [InlineData("\"open\\\"", null)]
    [InlineData("\"o'ne\"", "o'ne")]
    [InlineData(@"'one\'", @"one\")]
    [InlineData("\"''\"", "''")]
    [InlineData("'\"one\"'", "\"one\"")]
    public void Quotes_and_escapes(string word, string? becomes) => Assert.Equal(becomes, Expand(word));

    [Theory]
    [InlineData("$.", "$.")]
    [InlineData("x$", "x$")]
    [InlineData("x$1y", "xy")]
    [InlineData("$12y", "y")]
    [InlineData("${12:-no}y", "noy")]
    [InlineData("x$A", "x/a")]
    [InlineData("x$a", "x")]
    [InlineData(@"x\$A", "x$A")]
    [InlineData(@"x\\$A", @"x\/a")]
    [InlineData(@"""x\$A""", "x$A")]
    [InlineData(@"""x\\$A""", @"x\/a")]
    [InlineData("'x$A'", "x$A")]
    [InlineData("\"x'$A'\"", "x'/a'")]
    [InlineData(@"\${}x", "${}x")]
    [InlineData("${}", null)]
    [InlineData("${.}", null)]
    [InlineData("${{A}", null)]
    [InlineData("${A}}", "/a}")]
    [InlineData("${A", null)]
    [InlineData("${", null)]
    [InlineData("${:-x}", null)]
    [InlineData("${A:x}", null)]
    [InlineData("${A:=x}", null)]
    [InlineData("${A=x}", null)]
    [InlineData("${A^^}", null)]
    [InlineData("$@@", "@")]
    [InlineData("$$$", "$")]
    [InlineData("${#}${?}${-}${!}${*}.", ".")]
    [InlineData("${$:-none}", "none")]
    [InlineData("${ÄB}$ÄB", "umlautumlaut")]
    [InlineData("a<<  b<c", "a<<  b<c")]
    public void Names(string word, string? becomes) => Assert.Equal(becomes, Expand(word));

    [Theory]
    [InlineData("${U:-0}x${A:-0}x${E:-0}", "0x/ax0")]
    [InlineData("${U-0}x${A-0}x${E-0}", "0x/ax")]
    [InlineData("${U:+0}x${A:+0}x${E:+0}", "x0x")]
    [InlineData("${U+0}x${A+0}x${E+0}", "x0x0")]
    [InlineData("${A?no}${E?no}", "/a")]
    [InlineData("${E:?no}", null)]
    [InlineData("${U?no}", null)]
    [InlineData("${U?}", null)]
    [InlineData("${U:-$B}", "two")]
    [InlineData("${U:-${W:-${B:+deep}}}!", "deep!")]
    [InlineData("${A:+${A}:}x", "/a:x")]
    [InlineData(@"${U:-\$A:}x", "$A:x")]
    [InlineData(@"${U:-\${A}z}x", "${Az}x")]
    [InlineData("${U:-a {b}", "a {b")]
    [InlineData("${U:-a ${b}", null)]
    [InlineData("${U:-'}'}", "}")]
    [InlineData("${U:-\"}\"}", "}")]
    [InlineData("\"${U:-'x'}\"", "x")]
    public void Values_in_place_of_values(string word, string? becomes) => Assert.Equal(becomes, Expand(word));

    [Theory]
    [InlineData("${V#*.}", "20.1")]
    [InlineData("${V##*.}", "1")]
    [InlineData("${V%.*}", "3.20")]
    [InlineData("${V%%.*}", "3")]
    [InlineData("${V#3}${V%?}", ".20.13.20.")]
    [InlineData("${V#}${V##}${V%}", "3.20.13.20.13.20.1")]
    [InlineData("${X#*}", "xxyy")]
    [InlineData("${X##*}", "")]
    [InlineData("${X#*x*y}", "y")]
    [InlineData("${X%x*y}", "x")]
    [InlineData("${X%%x*y}", "")]
    [InlineData("${X#z}${X%z}", "xxyyxxyy")]
    [InlineData(@"${S%%\**}", "a")]
    [InlineData(@"${S%%\**\*}", "a")]
    [InlineData(@"${S%\**\*}", "a**")]
    [InlineData(@"${S#?\*}", "**yy*")]
    [InlineData(@"${K#[](){\}^$.\*\?|\\}", "x")]
    [InlineData(@"${X#\y}", null)]
    [InlineData("${X:#x}", null)]
    [InlineData("${X:%x}", null)]
    [InlineData("${U#x}${U%%x}${U/x/y}", "")]
    [InlineData("${X#${E}}${X#${X%yy}}", "xxyyyy")]
    public void Without_a_beginning_or_an_end(string word, string? becomes) => Assert.Equal(becomes, Expand(word));

    [Theory]
    [InlineData("${V/./_}", "3_20.1")]
    [InlineData("${V//./_}", "3_20_1")]
    [InlineData("${V//.}", null)]
    [InlineData("${V//./}", "3201")]
    [InlineData("${V//?/x}", "xxxxxx")]
    [InlineData("${V/*/x}", "x")]
    [InlineData("${V//*/x}", "x")]
    [InlineData("${V/.*./-}", "3-1")]
    [InlineData("${X//x*y/-}", "-")]
    [InlineData("${P/$N/}${P//$N/}", "/tmp/b.txt/b.txt")]
    [InlineData(@"${P//\//\_}", @"\_tmp\_tmp\_b.txt")]
    [InlineData("${X/$E/w}", "wxxyy")]
    [InlineData("${X///}", "xxyy")]
    [InlineData("${X//$E/-}", "-x-x-y-y-")]
    [InlineData("${X/x", null)]
    [InlineData("${X/x/", null)]
    [InlineData("${E//*/x}", "x")]
    public void Something_in_place_of_something_else(string word, string? becomes) => Assert.Equal(becomes, Expand(word));

    [Fact]
    public void The_escape_may_be_another_but_a_pattern_keeps_its_own()
    {
        Assert.Equal("$A", Expand("`$A", '`'));
        Assert.Equal(@"\/a", Expand(@"\$A", '`'));
        Assert.Equal("***yy*", Expand(@"${S#?}", '`'));
        Assert.Equal("a***yy", Expand(@"${S%\*}", '`'));
    }

    [Fact]
    public void Patterns_say_what_the_definition_says()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => "ab"[random.Next(2)])]);
            var pattern = new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => "ab*?"[random.Next(4)])]);
            var read = Pattern.Read(pattern)!;
            var starts = Enumerable.Range(0, text.Length + 1).Where(length => IsMatch(pattern, text[..length])).ToList();
            var ends = Enumerable.Range(0, text.Length + 1).Where(length => IsMatch(pattern, text[^length..])).ToList();
            var which = $"seed {Seed}, round {round}: '{pattern}' in '{text}'";

            Assert.True(text[(starts.Count > 0 ? starts[0] : 0)..] == read.WithoutStart(text, isLongest: false), which);
            Assert.True(text[(starts.Count > 0 ? starts[^1] : 0)..] == read.WithoutStart(text, isLongest: true), which);
            Assert.True(text[..^(ends.Count > 0 ? ends[0] : 0)] == read.WithoutEnd(text, isLongest: false), which);
            Assert.True(text[..^(ends.Count > 0 ? ends[^1] : 0)] == read.WithoutEnd(text, isLongest: true), which);
            Assert.True(Replaced(pattern, text) == read.Replaced(text, "-", isAll: false), which);
        }
    }

    private static bool IsMatch(string pattern, string text) => pattern switch
    {
        "" => text.Length == 0,
        ['*', .. var rest] => Enumerable.Range(0, text.Length + 1).Any(length => IsMatch(rest, text[length..])),
        ['?', .. var rest] => text.Length > 0 && IsMatch(rest, text[1..]),
        _ => text.Length > 0 && text[0] == pattern[0] && IsMatch(pattern[1..], text[1..]),
    };

    private static string Replaced(string pattern, string text)
    {
        for (var start = 0; start <= text.Length; start++)
        {
            for (var end = text.Length; end >= start; end--)
            {
                if (IsMatch(pattern, text[start..end]))
                    return $"{text[..start]}-{text[end..]}";
            }
        }

        return text;
    }

    private static string? Expand(string word, char escape = '\\') => WordLexer.Expand(word, escape, name => s_values.GetValueOrDefault(name), new Effort()).Text;
}
