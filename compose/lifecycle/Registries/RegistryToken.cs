using System.Globalization;
using System.Text.Json;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>A token of a token server (distribution, docs/spec/auth/token.md). No record: a record would write it wherever it is printed.</summary>
/// <param name="value">It.</param>
/// <param name="until">From then on a new one is asked for, UTC.</param>
internal sealed class RegistryToken(string value, DateTimeOffset until)
{
    // The specification's, for a server that does not say.
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    internal string Value { get; } = value;

    internal DateTimeOffset Until { get; } = until;

    /// <summary>Reads the answer of a token server; null: it has none that could stand in a header.</summary>
    internal static RegistryToken? Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var value = root.ValueKind is JsonValueKind.Object ? Text(root, "token") ?? Text(root, "access_token") : null;
            if (value is not { Length: > 0 } || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
                return null;
            var seconds = root.TryGetProperty("expires_in", out var expires) && expires.ValueKind is JsonValueKind.Number && expires.TryGetInt64(out var number) ? number : 0;
            var lasts = TimeSpan.FromSeconds(Math.Clamp(seconds, s_shortest.TotalSeconds, s_longest.TotalSeconds));
            // A fifth less, for clocks differ and requests take their time.
            return new RegistryToken(value, now + (lasts * 0.8));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"a token until {Until:u}");

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
