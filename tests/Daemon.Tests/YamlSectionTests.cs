using System.Globalization;

namespace RegistryJanitor.Daemon.Tests;

public sealed class YamlSectionTests
{
    [Fact]
    public void Brackets_without_end_are_a_mistake_and_overflow_nothing() => Assert.Equal(
        "list.yaml:1:73: lists and mappings stand in each other more than 64 deep; nothing here is", Mistake($"mirrors: {new string('[', 200_000)}"));

    [Fact]
    public void A_few_aliases_that_stand_for_gigabytes_are_a_mistake_and_cost_nothing()
    {
        var bomb = string.Concat(Enumerable.Range(1, 30).Select(level => string.Create(CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n")));

        Assert.Equal("list.yaml:1:5: this is an anchor (&) or an alias (*), which are not known here; write out what is meant", Mistake($"a0: &a0 x\n{bomb}? *a30\n: y"));
        Assert.Equal("list.yaml:1:10: this is an anchor (&) or an alias (*), which are not known here; write out what is meant", Mistake("mirrors: *a"));
    }

    [Theory]
    [InlineData("a: b\n? [x, y]\n: z", "list.yaml:2:3: this is a key, and no text; write a word before the colon")]
    [InlineData("a: { { b: c }: d }", "list.yaml:1:6: this is a key, and no text; write a word before the colon")]
    public void A_key_that_is_a_list_or_a_mapping_is_a_mistake(string text, string mistake) => Assert.Equal(mistake, Mistake(text));

    [Fact]
    public void A_file_of_more_than_four_MiB_is_a_mistake() => Assert.Equal(
        "list.yaml:1:1: the file is larger than 4 MiB; nobody writes one of that size by hand, so see whether it is the right one", Mistake(new string('#', (4 * 1024 * 1024) + 1)));

    [Fact]
    public void Texts_lists_and_mappings_in_each_other_are_read_as_ever()
    {
        var mistakes = new YamlMistakes("list.yaml");

        var section = YamlSection.Parse("a: { b: [c, { d: e }], f: g }\nh:\n- i: j\n  k: [l]\n- m: {}\n", mistakes);

        Assert.Empty(mistakes.All);
        Assert.Equal("g", section!.Section("a")!.Text("f"));
        Assert.Equal("j", section.Sections("h")[0].Text("i"));
    }

    [Theory]
    [InlineData("https://me:secret@host/x", "https://***")]
    [InlineData("see https://host/x?token=secret", "see https://***")]
    [InlineData("https://host/x#secret", "https://***")]
    [InlineData("me:secret@host", "***")]
    [InlineData("https://host/x", "https://host/x")]
    [InlineData("../etc", "../etc")]
    [InlineData("a\u001b[31m\u202eb\u0085", "a?[31m?b?")]
    public void What_is_repeated_of_a_text_holds_no_secret_and_moves_no_terminal(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void What_stands_for_something_else_is_expanded_where_it_is_read_and_nowhere_else()
    {
        var mistakes = new YamlMistakes("list.yaml");
        var section = YamlSection.Parse("$a: [$x, y]\nb: { c: $x, d: '$x' }\ne: $gone\nf: $none\ng: { h: $none, i: '' }\n", mistakes, text => text switch
        {
            "$x" => ("expanded", null),
            "$none" => ("", null),
            "$gone" => (null, "is not there"),
            _ => (text, null),
        })!;

        Assert.Equal(["expanded", "y"], section.List<string>("$a", text => (text, null)));
        Assert.Equal("expanded", section.Section("b")!.Text("d"));
        Assert.Empty(mistakes.All);
        Assert.Equal([new("h", ""), new("i", "")], section.Texts("g", _ => null));
        Assert.Null(section.Text("e"));
        Assert.Null(section.Text("f"));
        Assert.Equal(["list.yaml:3:4: e is not there", "list.yaml:4:4: f is empty: '$none' stands for nothing; write a text"], mistakes.All);
    }

    [Fact]
    public void Texts_by_name_are_told_apart_from_what_is_none()
    {
        var mistakes = new YamlMistakes("list.yaml");
        var section = YamlSection.Parse("a: { B: 1.0, c: { d: e }, F G: h, I: ~ }\nj: k\n", mistakes)!;

        Assert.Equal([new("B", "1.0"), new("I", "")], section.Texts("a", name => name.Contains(' ', StringComparison.Ordinal) ? "is no name" : null));
        Assert.Empty(section.Texts("j", _ => null));
        Assert.Empty(section.Texts("absent", _ => null));
        Assert.Equal(
            ["list.yaml:1:17: a.c is no text; write one, in quotes if need be", "list.yaml:1:27: a: 'F G' is no name", "list.yaml:2:4: j is no mapping of names to texts"],
            mistakes.All);
    }

    [Fact]
    public void A_key_that_is_ignored_is_known_and_told_where_it_stands()
    {
        var (mistakes, notices) = (new YamlMistakes("list.yaml"), new YamlMistakes("list.yaml"));
        var section = YamlSection.Parse("a: 1\nhooks: { b: c }\n", mistakes)!;
        section.Text("a");
        section.Ignore("hooks", notices, "hooks have no effect");
        section.Ignore("others", notices, "others have no effect");
        section.RefuseOthers();

        Assert.Empty(mistakes.All);
        Assert.Equal(["list.yaml:2:1: hooks have no effect"], notices.All);
    }

    private static string Mistake(string text)
    {
        var mistakes = new YamlMistakes("list.yaml");
        Assert.Null(YamlSection.Parse(text, mistakes));
        return Assert.Single(mistakes.All);
    }
}
