using System.Text.Json;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>One page of a list of tags: <c>{"name":"…","tags":["…"]}</c>.</summary>
internal static class TagPage
{
    /// <summary>The tags; null: this is no page of tags. The registry writes <c>null</c> for none.</summary>
    internal static IReadOnlyList<Tag>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty("tags", out var list))
                return null;
            if (list.ValueKind is JsonValueKind.Null)
                return [];
            if (list.ValueKind is not JsonValueKind.Array)
                return null;
            var tags = new List<Tag>(list.GetArrayLength());
            foreach (var name in list.EnumerateArray())
            {
                // What is no tag could not be asked for, so nobody can mean it.
                if (name.ValueKind is JsonValueKind.String && Tag.TryParse(name.GetString(), out var tag))
                    tags.Add(tag);
            }

            return tags;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
