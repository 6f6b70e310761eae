using System.Text.Json;

namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>What a registry answers to <c>GET tags/list</c>: <c>{"name":"team/app","tags":["1.4.0","latest"]}</c> (distribution-spec, "Listing Tags").</summary>
internal static class TagList
{
    /// <summary>The tags in it.</summary>
    /// <exception cref="UnverifiedException">It is no such list.</exception>
    public static IReadOnlyList<string> Read(byte[] bytes)
    {
        try
        {
            var names = new List<string>();
            using var json = JsonDocument.Parse(bytes);
            // Distribution writes null for a repository whose tags are all gone.
            if (json.RootElement.GetProperty("tags") is { ValueKind: not JsonValueKind.Null } tags)
            {
                foreach (var tag in tags.EnumerateArray())
                    names.Add(tag.GetString() ?? "");
            }

            return names;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UnverifiedException($"its list of tags cannot be read: {broken.Message}");
        }
    }
}
