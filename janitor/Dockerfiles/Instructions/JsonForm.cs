using System.Text.Json;

namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>Arguments that are written as an array of texts.</summary>
internal static class JsonForm
{
    /// <summary>Reads them; null: they are something else, and count as words.</summary>
    internal static IReadOnlyList<string>? Read(string arguments)
    {
        if (!arguments.StartsWith('['))
            return null;
        try
        {
            using var document = JsonDocument.Parse(arguments);
            var texts = new List<string>();
            foreach (var item in document.RootElement.EnumerateArray())
            {
                if (item.ValueKind is not JsonValueKind.String)
                    return null;
                texts.Add(item.GetString() ?? "");
            }

            return texts;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, or half of a surrogate pair in it.
            return null;
        }
    }
}
