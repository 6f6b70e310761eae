using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class TagSelectorTests
{
    [Fact]
    public void The_newest_of_the_pages_example_are_selected()
    {
        var choice = Select(Matching(@"^3\.\d+\.\d+$", 3), "3.9.6", "3.10.0", "3.21.3", "3.21.2", "3.20.5", "edge", "latest", "3.21", "20240606");

        Lists.Same(["3.21.3", "3.21.2", "3.20.5"], choice.Selected.Select(tag => tag.Value));
        Lists.Same(["3.10.0", "3.9.6"], choice.Older.Select(tag => tag.Value));
        Assert.Equal(9, choice.Listed);
    }

    [Fact]
    public void Variants_are_told_apart_by_their_words_and_ordered_by_their_numbers()
    {
        string[] tags = ["1.22.3-alpine3.21", "1.22.3-alpine3.20", "1.22.2-alpine3.21", "1.22.3-bookworm", "1.22.2-bookworm", "1.22.3", "1.22.2", "1.21.9"];

        Lists.Same(["1.22.3-alpine3.21", "1.22.3-alpine3.20"], Selected(Matching(@"^1\.\d+\.\d+-alpine3\.\d+$", 2), tags));
        Lists.Same(["1.22.3", "1.22.3-alpine3.21", "1.22.3-bookworm"], Selected(Matching("^1", 1), tags));
    }

    [Fact]
    public void Pre_releases_come_last_and_are_in_no_range()
    {
        string[] tags = ["2.0.0-rc.1", "1.9.0", "1.10.0", "1.10.0-rc.3"];

        Lists.Same(["1.10.0", "1.9.0", "2.0.0-rc.1"], Selected(Matching(".", 3), tags));
        Lists.Same(["1.10.0", "1.9.0"], Selected(new TagSelection.Within(SemverRange.Read(">=1").Range!), null, tags));
    }

    [Fact]
    public void Tags_that_are_no_versions_are_left_out_where_only_the_newest_are_wanted_and_that_is_told()
    {
        var choice = Select(Matching(".", 1), "2", "1", "latest", "edge");
        Lists.Same(["2"], choice.Selected.Select(tag => tag.Value));
        Lists.Same(["edge", "latest"], choice.Unordered.Select(tag => tag.Value));
        Assert.StartsWith("2 tags that are meant are no versions, such as edge: keep_last cannot tell", choice.Notice, StringComparison.Ordinal);

        Lists.Same(["2", "1", "edge", "latest"], Selected(Matching(".", null), "2", "1", "latest", "edge"));
    }

    [Fact]
    public void One_tag_is_selected_whatever_is_listed() => Lists.Same(["latest"], Selected(new TagSelection.One(Tag.Parse("latest")), 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_tags_in_any_order_give_the_same_choice(int seed)
    {
        string[] tags = [.. Enumerable.Range(0, 50).Select(number => $"{number % 4}.{number % 7}.{number}"), "1.0-alpine", "1.1-alpine", "latest", "3", "3.0", "v3.0.0"];
        var shuffled = tags.ToArray();
        new Random(seed).Shuffle(shuffled);

        Lists.Same(Selected(Matching(".", 5), tags), Selected(Matching(".", 5), shuffled));
    }

    private static (TagSelection Selection, int? KeepLast) Matching(string expression, int? keepLast) => (new TagSelection.Matching(TagExpression.Read(expression).Expression!), keepLast);

    private static TagChoice Select((TagSelection Selection, int? KeepLast) which, params string[] tags) =>
        TagSelector.Select(new SyncEntry(Image("docker.io/library/x"), which.Selection, Image("registry:5000/x")) { KeepLast = which.KeepLast }, [.. tags.Select(Tag.Parse)]);

    private static IEnumerable<string> Selected((TagSelection Selection, int? KeepLast) which, params string[] tags) => Select(which, tags).Selected.Select(tag => tag.Value);

    private static IEnumerable<string> Selected(TagSelection selection, int? keepLast, params string[] tags) => Selected((selection, keepLast), tags);
}
