using System.Text;
using System.Text.Json;

namespace RegistryJanitor.Oci.Tests;

/// <summary>
/// The oracle: every digest that a reader with Go's habits could find. It takes keys in any case, with <c>ſ</c> for s and the Kelvin sign for k, and
/// all of several equal ones. Written on JsonDocument, in another way than the reader under test.
/// </summary>
internal static class GoReading
{
    /// <summary>The digests referenced, sorted; null when it is not a JSON object at all.</summary>
    public static IReadOnlyList<string>? References(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? null
                : [.. document.RootElement.EnumerateObject().SelectMany(ReferencesOf).Order(StringComparer.Ordinal)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> ReferencesOf(JsonProperty property) => Fold(property) switch
    {
        "config" when property.Value.ValueKind != JsonValueKind.Null => DigestsOf(property.Value),
        "layers" or "manifests" or "blobs" when property.Value.ValueKind == JsonValueKind.Array => property.Value.EnumerateArray().SelectMany(DigestsOf),
        "fslayers" when property.Value.ValueKind == JsonValueKind.Array => ["schema 1"],
        _ => [],
    };

    private static IEnumerable<string> DigestsOf(JsonElement descriptor)
    {
        if (descriptor.ValueKind != JsonValueKind.Object) return ["none"];

        var digests = descriptor.EnumerateObject().Where(p => Fold(p) == "digest").Select(p => p.Value.ToString()).ToArray();
        return digests.Length > 0 ? digests : ["none"];
    }

    private static string Fold(JsonProperty property)
    {
        try
        {
            return property.Name.Replace('\u017F', 's').Replace('\u212A', 'k').ToLowerInvariant();
        }
        catch (InvalidOperationException)
        {
            return "half a surrogate pair"; // Go reads U+FFFD there, so no known key
        }
    }
}
