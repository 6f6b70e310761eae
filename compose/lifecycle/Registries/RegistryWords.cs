using System.Text;
using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>What a registry says when it refuses, in one short line: <c>{"errors":[{"code":"…","message":"…"}]}</c>, or any text.</summary>
internal static class RegistryWords
{
    private const int Longest = 200;
    private const int LongestBody = 64 * 1024;

    /// <summary>Reads a body; empty: it says nothing for people.</summary>
    internal static string Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length is 0 or > LongestBody)
            return "";
        try
        {
            using var document = JsonDocument.Parse(body);
            return Printable.Line(string.Join("; ", Errors(document.RootElement)), Longest);
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body.Span).Trim();
            return text.StartsWith('<') ? "an HTML page" : Printable.Line(text, Longest);
        }
    }

    private static IEnumerable<string> Errors(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            yield break;
        if (root.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array)
        {
            foreach (var error in errors.EnumerateArray())
            {
                if (Text(error, "message") is { Length: > 0 } message)
                    yield return message;
                else if (Text(error, "code") is { Length: > 0 } code)
                    yield return code;
            }
        }
        else if ((Text(root, "details") ?? Text(root, "message") ?? Text(root, "error_description") ?? Text(root, "error")) is { Length: > 0 } one)
        {
            yield return one;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
