using System.Text;

namespace RegistryJanitor.Daemon.Http;

/// <summary>What is read of a request (RFC 9112, section 3): everything but these is of no consequence here.</summary>
/// <param name="Method">As sent; methods are case-sensitive.</param>
/// <param name="Path">Begins with a slash; without the query.</param>
/// <param name="Accept">All <c>Accept</c> headers, separated by commas; empty when there is none.</param>
public sealed record HttpRequest(string Method, string Path, string Accept)
{
    private const string AcceptHeader = "Accept:";

    /// <summary>Reads a request line and its headers; null when they are not HTTP/1.</summary>
    /// <param name="head">All bytes before the empty line.</param>
    public static HttpRequest? Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split('\n');
        if (lines[0].TrimEnd('\r').Split(' ') is not [{ Length: > 0 } method, ['/', ..] target, var version] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal))
            return null;
        var accepts = lines.Skip(1).Where(line => line.StartsWith(AcceptHeader, StringComparison.OrdinalIgnoreCase)).Select(line => line[AcceptHeader.Length..].Trim());
        return new HttpRequest(method, target.Split('?')[0], string.Join(',', accepts));
    }
}
