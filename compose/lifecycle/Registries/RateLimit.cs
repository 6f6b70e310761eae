using System.Globalization;
using System.Net.Http.Headers;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>What a registry lets us pull still, as the headers <c>ratelimit-limit</c> and <c>ratelimit-remaining</c> of Docker Hub say: <c>100;w=21600</c>.</summary>
/// <param name="Limit">Pulls in each window; null: not said.</param>
/// <param name="Remaining">Pulls that are left.</param>
/// <param name="Window">How long the window is; null: not said.</param>
/// <param name="SeenAt">When the registry said so, UTC.</param>
public sealed record RateLimit(long? Limit, long Remaining, TimeSpan? Window, DateTimeOffset SeenAt)
{
    /// <summary>When all of the window is over: what was left then says nothing any more.</summary>
    public DateTimeOffset FreshAt => SeenAt + (Window ?? TimeSpan.FromHours(6));

    /// <summary>Reads the headers of an answer; null: they say nothing of it.</summary>
    public static RateLimit? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Of(headers, "ratelimit-remaining") is not { } remaining)
            return null;
        var limit = Of(headers, "ratelimit-limit");
        return new RateLimit(limit?.Count, remaining.Count, remaining.Window ?? limit?.Window, now);
    }

    private static Quota? Of(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { } value ? Quota.Read(value) : null;

    private sealed record Quota(long Count, TimeSpan? Window)
    {
        internal static Quota? Read(string text)
        {
            var parts = text.Split(';', StringSplitOptions.TrimEntries);
            if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return null;
            var window = parts.Skip(1).FirstOrDefault(part => part.StartsWith("w=", StringComparison.OrdinalIgnoreCase));
            return new Quota(count, window is not null && int.TryParse(window.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null);
        }
    }
}
