using System.Text.Json;

namespace RegistryJanitor.Lifecycle.Notifying.Sinks;

/// <summary>The body of Discord's 429. Source: its documentation, "Rate Limits".</summary>
/// <param name="RetryAfter">Seconds, with a fraction.</param>
internal sealed record PatienceDocument(double? RetryAfter)
{
    private const double Longest = 86_400;

    /// <summary>How long to wait, at most a day; null: it does not say.</summary>
    internal static TimeSpan? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SinkJson.Default.PatienceDocument)?.RetryAfter is { } seconds and >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, Longest)) : null;
        }
        catch (JsonException)
        {
            // A proxy's page, such as Cloudflare's: the header says it, or nobody.
            return null;
        }
    }
}
