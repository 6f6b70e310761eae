using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Retention;

public sealed class RetentionFileTests
{
    /// <summary>Rules, and what may stand beside them, each on lines of its own.</summary>
    private static readonly string[] s_keys =
    [
        "keepLast: 2", "keepWithin: 3h", "keepTags: ['v*', latest]", "keepSemver: {majors: 1, preReleases: 1}", "minAge: 2h", "protect: [golden, '*-final']",
        "cache: {keepWithin: 4h}",
    ];

    private static readonly Gen<string> s_tags =
        from rows in Gen.SubListOf("latest", "v1.0.0", "v2.0.0", "v2.1.0-rc.1", "golden", "x-final", "buildcache", "main-1", "main-2", $"sha256-{new string('a', 64)}")
        from hours in Gen.Choose(0, 9).ArrayOf(rows.Count)
        select string.Join('\n', rows.Zip(hours, (tag, ago) => $"app:{tag} {ago}h"));

    [Fact]
    public void The_order_of_rules_patterns_and_tags_changes_no_verdict_and_no_reason() =>
        Prop.ForAll(
            (from keys in Gen.SubListOf(s_keys)
             from shuffled in Gen.Shuffle([.. keys])
             from tags in s_tags
             from reordered in Gen.Shuffle(tags.Split('\n'))
             where keys.Any(key => key.StartsWith("keep", StringComparison.Ordinal))
             select (Keys: keys, Shuffled: shuffled, Tags: tags, Reordered: string.Join('\n', reordered))).ToArbitrary(),
            drawn =>
            {
                var other = drawn.Shuffled.Select(key => key.Replace("['v*', latest]", "[latest, 'v*']", StringComparison.Ordinal));
                Assert.Equal(new StagedRetention(File(drawn.Keys)).Decide(drawn.Tags), new StagedRetention(File(other)).Decide(drawn.Reordered));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_rule_more_never_makes_a_tag_go() =>
        Prop.ForAll(
            (from keys in Gen.SubListOf(s_keys[..4])
             from more in Gen.Elements(s_keys[..6])
             from tags in s_tags
             where keys.Count > 0 && !keys.Contains(more)
             select (Keys: keys, More: more, Tags: tags)).ToArbitrary(),
            drawn => Assert.Subset(
                Kept(new StagedRetention(File([.. drawn.Keys, drawn.More])).Decide(drawn.Tags)),
                Kept(new StagedRetention(File(drawn.Keys)).Decide(drawn.Tags)))).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("policies: []", "r.yaml:1:1: version is missing; write version: 1")]
    [InlineData("version: 2\npolicies: []", "r.yaml:1:10: version is '2'; write a whole number from 1 to 1")]
    [InlineData("version: 1", "r.yaml:1:1: policies are missing: without any, every repository is kept whole")]
    [InlineData("version: 1\npolicies: []\npolices: []", "r.yaml:3:1: polices is not known; did you mean policies?")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLasts: 2\n    keepLast: 1", "r.yaml:4:5: policies[0].keepLasts is not known; did you mean keepLast?")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: many", "r.yaml:4:15: policies[0].keepLast is 'many'; write a whole number from 0 to 2147483647")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    keepWithin: 30", "r.yaml:5:17: policies[0].keepWithin is '30'; write a whole number with a unit: s, m, h, d or w, such as 72h or 30d")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 0", "r.yaml:3:5: policies[0] would keep no tag; write keepLast, keepWithin, keepTags or keepSemver, or disabled: true to keep all")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepTags: []", "r.yaml:4:15: policies[0].keepTags is an empty list; leave it out, or write what belongs into it")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    protect: latest,main", "r.yaml:5:14: policies[0].protect: 'latest,main' has ',', which no name has, so it would match nothing; write several names as a list, and more than * and ? as a regular expression between slashes")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    protect: ~", "r.yaml:5:14: policies[0].protect has an entry that is no text")]
    [InlineData("version: 1\npolicies:\n  - repositories: []\n    disabled: true", "r.yaml:3:19: policies[0].repositories is an empty list; leave it out, or write what belongs into it")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepWithin: 0s", "r.yaml:3:5: policies[0].keepWithin is 0, which keeps nothing; write a longer time")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    groupBy: /^(?<x>a)(b)$/", "r.yaml:3:5: policies[0].groupBy is not one regular expression with one group (others are written (?:…)); write what comes before a build number as /^(.+)-[0-9]+$/")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepTags: /(?=a)b/", "r.yaml:4:15: policies[0].keepTags: '/(?=a)b/' is no regular expression that can be used: look-around and back-references are not")]
    [InlineData("version: 1\npolicies: []\nspace: {maxStoreBytes: 500}", "r.yaml:3:8: space.maxStoreBytes is less than 1 MiB; write bytes, or a number with KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), such as 500GiB, or 0 for no limit")]
    [InlineData("version: 1\npolicies:\n  - keepLast: 1", "r.yaml:3:5: policies[0].repositories is missing; write the globs of those that the policy is for, such as team/** or '**' for all")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepTags: [x, {}]", "r.yaml:4:19: policies[0].keepTags has an entry that is no text")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepTags: [x, /(/]", "r.yaml:4:19: policies[0].keepTags: '/(/' is no regular expression: Invalid pattern '(' at offset 1. Not enough )'s")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    groupBy: main-*", "r.yaml:3:5: policies[0].groupBy is not one regular expression with one group (others are written (?:…)); write what comes before a build number as /^(.+)-[0-9]+$/")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepWithin: 1d\n    count: digests", "r.yaml:3:5: policies[0] has groupBy or count without keepLast, whose slots they are about")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    count: both", "r.yaml:3:5: policies[0].count is 'both'; write tags or digests")]
    [InlineData("version: 1\npolicies:\n  - repositories: a\n    keepLast: 1\n    cache: {}", "r.yaml:5:12: policies[0].cache.keepWithin is missing; write how long a cache stays after its last push, such as 14d")]
    [InlineData("version: 1\npolicies: []\nspace: {maxStoreBytes: lots}", "r.yaml:3:24: space.maxStoreBytes is 'lots'; write bytes, or a number with KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), such as 500GiB")]
    [InlineData("version: 1\npolicies: [a]", "r.yaml:2:12: policies[0] is no mapping of keys")]
    [InlineData("", "r.yaml:1:1: the file is not one document with a mapping of keys")]
    public void A_mistake_is_told_with_its_line_and_column(string yaml, string expected) => Assert.Equal([expected], Mistakes(yaml));

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_the_file() => Assert.Equal(
        [
            "r.yaml:1:10: version is '9'; write a whole number from 1 to 1",
            "r.yaml:4:15: policies[0].keepLast is 'x'; write a whole number from 0 to 2147483647",
            "r.yaml:5:5: policies[0].keepLst is not known; did you mean keepLast?",
        ],
        Mistakes("version: 9\npolicies:\n  - repositories: a\n    keepLast: x\n    keepLst: 1\n    keepWithin: 1d"));

    [Fact]
    public void What_is_no_YAML_is_told_with_its_place() =>
        Assert.StartsWith("r.yaml:3:1: this is no YAML: ", Assert.Single(Mistakes("version: 1\npolicies: [\n")), StringComparison.Ordinal);

    private static string File(IEnumerable<string> keys) => $"version: 1\npolicies:\n  - repositories: '**'\n    {string.Join("\n    ", keys)}\n";

    private static HashSet<string> Kept(string verdicts) =>
        [.. verdicts.Split('\n').Where(line => line.StartsWith("keep", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];

    private static IReadOnlyList<string> Mistakes(string yaml)
    {
        var mistakes = new YamlMistakes("r.yaml");
        RetentionFile.Read(yaml, mistakes);
        return mistakes.All;
    }
}
