using System.Net.Http.Headers;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>The header <c>Retry-After</c>: seconds or a date (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);

    /// <summary>How long to wait, at most a week; null: it is not said.</summary>
    internal static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) => (headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now) switch
    {
        null => null,
        { } wait when wait < TimeSpan.Zero => TimeSpan.Zero,
        { } wait => wait < s_longest ? wait : s_longest,
    };
}
