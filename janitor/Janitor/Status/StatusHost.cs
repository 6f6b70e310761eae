using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon.Http;

namespace RegistryJanitor.Status;

/// <summary>Puts status and metrics on their port.</summary>
internal static class StatusHost
{
    /// <summary>Takes the port; null without one.</summary>
    /// <param name="settings">With the port.</param>
    /// <param name="version">The janitor's.</param>
    /// <param name="policy">What it keeps, in words.</param>
    /// <param name="reporter">What passes have left.</param>
    /// <param name="preview">Makes plans for the page; says nothing in the log.</param>
    /// <param name="log">Where failures go.</param>
    /// <param name="whyNot">Why the port could not be had, with its cure; null when it could, or none was asked for.</param>
    public static HttpServer? TryBind(
        JanitorSettings settings, string version, string policy, PassReporter reporter, Pass preview, ILogger log, out string? whyNot)
    {
        whyNot = null;
        if (settings.HttpEndPoint is not { } at)
            return null;
        var next = new NextPass(preview.PreviewAsync, TimeProvider.System, log);
        var site = new StatusSite(settings, version, policy, reporter, next, TimeProvider.System);
        var server = HttpServer.TryBind(at, site.AnswerAsync, TimeProvider.System, log, out var refusal);
        if (server is null)
            whyNot = $"{refusal}; set JANITOR_HTTP_PORT (and JANITOR_HTTP_ADDRESS) to what is free, or JANITOR_HTTP_PORT=0 for no status page";
        return server;
    }
}
