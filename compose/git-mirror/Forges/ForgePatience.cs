using System.Globalization;
using System.Net;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>Whether an answer means "later", and how much later.</summary>
/// <param name="Limited">We ask too often: the forge's wish holds for every request, not only for this one.</param>
/// <param name="Wait">At least a second.</param>
internal sealed record ForgePatience(bool Limited, TimeSpan Wait)
{
    /// <summary>Reads an answer; null: it is final.</summary>
    /// <param name="answer">Any.</param>
    /// <param name="attempt">From 1 on.</param>
    /// <param name="now">For moments in headers.</param>
    internal static ForgePatience? Read(HttpResponseMessage answer, int attempt, DateTimeOffset now)
    {
        // GitHub says 403 with nothing left, or 403 with Retry-After where its second limit is meant.
        var limited = answer.StatusCode is HttpStatusCode.TooManyRequests
            || (answer.StatusCode is HttpStatusCode.Forbidden && (answer.Headers.RetryAfter is not null || One(answer, "x-ratelimit-remaining") is "0"));
        if (!limited && answer.StatusCode is < HttpStatusCode.InternalServerError or HttpStatusCode.NotImplemented)
            return null;
        var asked = answer.Headers.RetryAfter?.Delta
            ?? answer.Headers.RetryAfter?.Date - now
            ?? (limited ? Reset(answer, now) : null)
            ?? TimeSpan.FromSeconds((limited ? 10 : 1) * Math.Pow(2, attempt - 1));
        return new ForgePatience(limited, asked < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : asked);
    }

    /// <summary>A moment in seconds since 1970: GitHub's, and GitLab's.</summary>
    private static TimeSpan? Reset(HttpResponseMessage answer, DateTimeOffset now) =>
        long.TryParse(One(answer, "x-ratelimit-reset") ?? One(answer, "RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 1_000_000_000 and < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) - now
            : null;

    private static string? One(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
