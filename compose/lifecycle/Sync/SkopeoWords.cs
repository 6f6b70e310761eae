using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What skopeo says when it fails: <c>time="…" level=fatal msg="…"</c>.</summary>
internal static class SkopeoWords
{
    private const int Longest = 400;

    private static readonly string[] s_readOnly = ["StatusCode: 405", "405 Method Not Allowed", "405 (Method Not Allowed)", "received unexpected HTTP status: 405", "Method not allowed", "unsupported: The operation is unsupported"];

    private static readonly string[] s_rateLimited = ["toomanyrequests", "Too Many Requests", "StatusCode: 429", "HTTP status: 429"];

    private static readonly string[] s_passing =
    [
        "connection refused", "connection reset", "broken pipe", "i/o timeout", "TLS handshake timeout", "unexpected EOF", "no such host", "server misbehaving", "network is unreachable",
        "context deadline exceeded", "StatusCode: 500", "StatusCode: 502", "StatusCode: 503", "StatusCode: 504", "HTTP status: 500", "HTTP status: 502", "HTTP status: 503", "HTTP status: 504",
        "blob upload unknown", "blob upload invalid",
    ];

    /// <summary>The failure in one line: the message of the last line, or the last line.</summary>
    internal static string Read(IReadOnlyList<string> lines)
    {
        var last = lines.LastOrDefault(line => line.Contains("level=fatal", StringComparison.Ordinal)) ?? lines.LastOrDefault(line => line.Trim().Length > 0) ?? "without a word";
        var begins = last.IndexOf("msg=\"", StringComparison.Ordinal);
        var words = begins < 0 ? last : last[(begins + 5)..].TrimEnd().TrimEnd('"').Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", " ", StringComparison.Ordinal);
        return Printable.Line(words.Trim(), Longest);
    }

    /// <summary>What kind of failure that is.</summary>
    internal static SkopeoFault FaultOf(string words)
    {
        if (Has(words, s_rateLimited))
            return SkopeoFault.RateLimited;
        if (Has(words, s_readOnly))
            return SkopeoFault.ReadOnly;
        return Has(words, s_passing) ? SkopeoFault.Passing : SkopeoFault.Lasting;
    }

    private static bool Has(string words, string[] any) => Array.Exists(any, one => words.Contains(one, StringComparison.OrdinalIgnoreCase));
}
