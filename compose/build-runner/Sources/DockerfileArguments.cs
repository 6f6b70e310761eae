using System.Text.Json;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>The two forms of arguments: words between blanks, and <c>["a", "b"]</c>.</summary>
internal static class DockerfileArguments
{
    /// <summary>Of COPY, ADD and the like.</summary>
    internal static IReadOnlyList<string> Words(string arguments) =>
        Json(arguments) ?? arguments.Split([' ', '\t', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null when it is no array of texts; then it counts as words.</summary>
    internal static IReadOnlyList<string>? Json(string arguments)
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
        catch (JsonException)
        {
            return null;
        }
    }
}
