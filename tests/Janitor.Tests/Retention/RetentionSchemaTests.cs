using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Retention;

/// <summary>The published JSON Schema and the reader know the same keys.</summary>
public sealed class RetentionSchemaTests
{
    private const string Full =
        """
        version: 1
        policies:
          - name: all
            repositories: ['**']
            keepLast: 1
            keepWithin: 1d
            keepTags: [a]
            keepSemver: {majors: 1, minors: 1, patches: 1, preReleases: 1}
            groupBy: /(a)/
            count: digests
            minAge: 1d
            protect: [b]
            cache: {keepWithin: 1d, tags: [c]}
            disabled: false
        space: {minFreePercent: 1, maxStoreBytes: 1GiB, keepAtLeast: 1}
        """;

    private static readonly JsonElement s_schema = JsonDocument.Parse(SourceTree.Read("janitor/retention.schema.json")).RootElement;

    [Fact]
    public void Every_key_of_the_schema_is_read_and_no_other()
    {
        var mistakes = new YamlMistakes("r.yaml");
        RetentionFile.Read(Full, mistakes);

        Assert.Empty(mistakes.All);
        Assert.Equal(Keys(s_schema).Order(StringComparer.Ordinal), KnownKeys().Order(StringComparer.Ordinal));
    }

    /// <summary>The names of all properties, with repetition.</summary>
    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member is { Name: "properties" }
            ? member.Value.EnumerateObject().SelectMany(property => Keys(property.Value).Prepend(property.Name))
            : Keys(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    /// <summary>What the reader says that it knows, in every section, when it is asked for something that it does not.</summary>
    private static IEnumerable<string> KnownKeys()
    {
        var mistakes = new YamlMistakes("r.yaml");
        RetentionFile.Read(
            """
            version: 1
            zzzzzzzzzzzz: 1
            policies:
              - repositories: a
                keepSemver: {zzzzzzzzzzzz: 1}
                cache: {zzzzzzzzzzzz: 1, keepWithin: 1d}
                zzzzzzzzzzzz: 1
            space: {zzzzzzzzzzzz: 1}
            """,
            mistakes);
        return mistakes.All.SelectMany(mistake => mistake[(mistake.IndexOf("known are ", StringComparison.Ordinal) + "known are ".Length)..].Split(", "));
    }
}
