using System.Text.Json;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>What a forge says when it refuses, in one short line: a message, a map of fields with messages, OAuth's error, plain text, or a page of a proxy.</summary>
internal static class ForgeWords
{
    private const int Longest = 200;

    private static readonly string[] s_members = ["message", "error", "error_description", "errors"];

    /// <summary>Reads a body.</summary>
    /// <param name="body">Any text.</param>
    /// <param name="token">Is never repeated, whatever the body says; null: there is none.</param>
    internal static string Read(string body, string? token)
    {
        var words = body.TrimStart() is ['{', ..] json ? FromJson(json) : body.TrimStart() is ['<', ..] ? "an HTML page" : body;
        if (token is not null)
            words = words.Replace(token, "(the token)", StringComparison.Ordinal);
        var line = string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length switch { 0 => "without a word", > Longest => $"{line[..Longest]}...", _ => line };
    }

    private static string FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return string.Join(": ", s_members.Select(name => root.Member(name) is { } said ? Flat(said) : "")
                .Where(said => said.Length > 0));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return json;
        }
    }

    private static string Flat(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => said.Text() ?? "",
        JsonValueKind.Array => string.Join(", ", said.EnumerateArray().Select(Flat)),
        JsonValueKind.Object => string.Join("; ", said.EnumerateObject().Select(field => field.Name is "base" or "error" or "message" ? Flat(field.Value) : $"{field.Name} {Flat(field.Value)}")),
        _ => said.GetRawText(),
    };
}
