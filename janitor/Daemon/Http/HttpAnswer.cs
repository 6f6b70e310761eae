using System.Globalization;
using System.Net;
using System.Text;

namespace RegistryJanitor.Daemon.Http;

/// <summary>An answer, whole in memory.</summary>
/// <param name="Status">E.g. 200.</param>
/// <param name="ContentType">With its charset.</param>
/// <param name="Body">UTF-8.</param>
public sealed record HttpAnswer(HttpStatusCode Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Headers beside those that every answer has, each with its line end.</summary>
    public string Headers { get; init; } = "";

    /// <summary>One sentence for people, and for a probe's log.</summary>
    public static HttpAnswer Sentence(HttpStatusCode status, string sentence) => Text(status, PlainText, sentence + "\n");

    /// <summary>The method is not for this path.</summary>
    /// <param name="sentence">For people.</param>
    /// <param name="allowed">Methods, separated by commas.</param>
    public static HttpAnswer MethodNotAllowed(string sentence, string allowed) =>
        Sentence(HttpStatusCode.MethodNotAllowed, sentence) with { Headers = $"Allow: {allowed}\r\n" };

    /// <summary>A text.</summary>
    public static HttpAnswer Text(HttpStatusCode status, string contentType, string text) => new(status, contentType, Encoding.UTF8.GetBytes(text));

    /// <summary>As it goes over the wire.</summary>
    /// <param name="withBody">False answers a HEAD: the same headers, no body.</param>
    internal byte[] ToBytes(bool withBody)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {(int)Status} {Status}\r\nContent-Type: {ContentType}\r\nContent-Length: {Body.Length}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n{Headers}Connection: close\r\n\r\n");
        return withBody ? [.. Encoding.Latin1.GetBytes(head), .. Body.Span] : Encoding.Latin1.GetBytes(head);
    }
}
