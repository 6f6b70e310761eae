using System.Text.Json;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Requests;

/// <summary>The published JSON Schema and the reader know the same keys.</summary>
public sealed class RequestSchemaTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(SourceTree.Read("compose/build-runner/request.schema.json")).RootElement;

    [Fact]
    public void Every_key_of_the_schema_is_read_and_no_other() =>
        Assert.Equal(Keys(s_schema).Order(StringComparer.Ordinal), KnownKeys().Order(StringComparer.Ordinal));

    [Fact]
    public void What_the_schema_requires_is_missed_by_the_reader()
    {
        var required = s_schema.GetProperty("required").EnumerateArray().Select(key => key.GetString()!);

        Assert.Equal(required.Order(StringComparer.Ordinal), Requested.Mistakes("{}").Select(mistake => mistake.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    /// <summary>The names of all properties.</summary>
    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member is { Name: "properties" }
            ? member.Value.EnumerateObject().SelectMany(property => Keys(property.Value).Prepend(property.Name))
            : Keys(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    /// <summary>What the reader says that it knows, in every section, when it is asked for something that it does not.</summary>
    private static IEnumerable<string> KnownKeys() => Requested.Mistakes("""{"zzzzzzzz":1,"context":{"zzzzzzzz":1}}""")
        .Where(mistake => mistake.Contains("known are ", StringComparison.Ordinal))
        .SelectMany(mistake => mistake[(mistake.IndexOf("known are ", StringComparison.Ordinal) + "known are ".Length)..].Split(", "));
}
