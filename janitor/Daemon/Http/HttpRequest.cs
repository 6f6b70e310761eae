using System.Text;

namespace RegistryJanitor.Daemon.Http;

/// <summary>What is read of a request (RFC 9112, section 3).</summary>
/// <param name="Method">As sent; methods are case-sensitive.</param>
/// <param name="Path">Begins with a slash; without the query.</param>
/// <param name="Accept">All <c>Accept</c> headers, separated by commas; empty when there is none.</param>
public sealed record HttpRequest(string Method, string Path, string Accept)
{
    /// <summary>By name in any case; what came more than once is separated by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a POST brought, byte by byte as it was sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The value of a header; empty when there is none.</summary>
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";

    /// <summary>Reads a request line and its headers; null when they are not HTTP/1.</summary>
    /// <param name="head">All bytes before the empty line.</param>
    public static HttpRequest? Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split('\n');
        if (lines[0].TrimEnd('\r').Split(' ') is not [{ Length: > 0 } method, ['/', ..] target, var version] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal))
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
                continue;
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        }

        return new HttpRequest(method, target.Split('?')[0], headers.TryGetValue("Accept", out var accept) ? accept : "") { Headers = headers };
    }
}
