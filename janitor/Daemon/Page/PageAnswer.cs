using System.Net;
using RegistryJanitor.Daemon.Http;

namespace RegistryJanitor.Daemon.Page;

/// <summary>A page as an answer: the browser may show it and its own style, and nothing else.</summary>
public static class PageAnswer
{
    // No script, no image, nothing from elsewhere, in nobody's frame.
    private const string Headers = "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";

    /// <summary>The page.</summary>
    /// <param name="html">A whole document.</param>
    public static HttpAnswer Of(string html) => HttpAnswer.Text(HttpStatusCode.OK, "text/html; charset=utf-8", html) with { Headers = Headers };
}
