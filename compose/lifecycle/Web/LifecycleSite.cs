using System.Net;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Lifecycle.Scheduling;

namespace RegistryJanitor.Lifecycle.Web;

/// <summary>What there is by HTTP: <c>/metrics</c>, and <c>/healthz</c> with 200 or 503 and a sentence.</summary>
/// <param name="settings">Where.</param>
/// <param name="tally">Counts.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Of the server.</param>
internal sealed class LifecycleSite(LifecycleSettings settings, LifecycleTally tally, TimeProvider clock, ILogger log)
{
    /// <summary>Takes the port; null without one.</summary>
    /// <param name="whyNot">Why the port could not be had, with its cure; null when it could, or none was asked for.</param>
    internal HttpServer? TryBind(out string? whyNot)
    {
        whyNot = null;
        if (settings.Http is not { } at)
            return null;
        var server = HttpServer.TryBind(at, (request, _) => Task.FromResult(Answer(request)), clock, log, out var refusal);
        if (server is null)
            whyNot = $"{refusal}; set LIFECYCLE_HTTP_PORT (and LIFECYCLE_HTTP_ADDRESS) to what is free, or LIFECYCLE_HTTP_PORT=0 for no metrics";
        return server;
    }

    private HttpAnswer Answer(HttpRequest request)
    {
        switch (request.Path)
        {
            case "/metrics":
                var format = MetricsFormat.For(request.Accept);
                return HttpAnswer.Text(HttpStatusCode.OK, format.ContentType, format.Text(tally.Metrics()));
            case "/healthz":
                var verdict = HealthCheck.Judge(new HealthFile(settings.HealthFile).Read(), clock.GetUtcNow());
                return HttpAnswer.Sentence(verdict.Healthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, verdict.Sentence);
            default:
                return HttpAnswer.Sentence(HttpStatusCode.NotFound, "There are /metrics and /healthz.");
        }
    }
}
