using System.Globalization;
using System.Net;

namespace RegistryJanitor.Daemon.Http;

/// <summary>How long a body a request announces (RFC 9112, section 6), and whether that is taken.</summary>
internal static class HttpBody
{
    /// <summary>Its length in bytes, or the answer that refuses it.</summary>
    /// <param name="request">With its headers.</param>
    /// <param name="longest">More than that is not taken.</param>
    public static (int Length, HttpAnswer? Refusal) Announced(HttpRequest request, int longest)
    {
        // A body in chunks has no length before its end, and no sender of webhooks needs them.
        if (request.Header("Transfer-Encoding").Length > 0)
            return (0, HttpAnswer.Sentence(HttpStatusCode.LengthRequired, "A body is taken only with its Content-Length."));
        var announced = request.Header("Content-Length");
        if (announced.Length == 0)
            return (0, null);
        if (!long.TryParse(announced, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return (0, HttpAnswer.Sentence(HttpStatusCode.BadRequest, "The Content-Length is no number."));
        return length <= longest
            ? ((int)length, null)
            : (0, HttpAnswer.Sentence(HttpStatusCode.RequestEntityTooLarge, $"A body may have up to {longest} bytes."));
    }
}
