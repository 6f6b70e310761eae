using System.Text.Json;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>Reads what may be missing, null, or of another kind: forges differ by version, role and licence.</summary>
internal static class ForgeJson
{
    /// <summary>A member, unless it is missing or null.</summary>
    internal static JsonElement? Member(this JsonElement json, string name)
    {
        try
        {
            return json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name that is no text.
            return null;
        }
    }

    /// <summary>A text.</summary>
    internal static string? Text(this JsonElement json, string name) => json.Member(name)?.Text();

    /// <summary>This as a text; null where it is none, such as half a pair of surrogates.</summary>
    internal static string? Text(this JsonElement json)
    {
        try
        {
            return json.ValueKind is JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What is odd about a project's description; null where it is a text, or missing.</summary>
    internal static string? DescriptionOddity(this JsonElement project) =>
        project.Member("description") is not null && project.Text("description") is null ? "has a description that is no text" : null;

    /// <summary>Whether it is true.</summary>
    internal static bool Flag(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A whole number.</summary>
    internal static long? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The members of a list; none where there is no list.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
