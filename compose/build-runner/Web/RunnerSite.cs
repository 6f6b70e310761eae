using System.Net;
using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Reporting;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.Daemon.Metrics;

namespace RegistryJanitor.BuildRunner.Web;

/// <summary>What there is by HTTP: <c>/metrics</c>, and <c>/healthz</c> with 200 or 503 and a sentence.</summary>
/// <param name="settings">Where.</param>
/// <param name="tally">Counts.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Of the server.</param>
internal sealed class RunnerSite(RunnerSettings settings, RunnerTally tally, TimeProvider clock, ILogger log)
{
    /// <summary>Takes the port; null without one.</summary>
    /// <param name="whyNot">Why the port could not be had, with its cure; null when it could, or none was asked for.</param>
    public HttpServer? TryBind(out string? whyNot)
    {
        whyNot = null;
        if (settings.Http is not { } at)
            return null;
        var server = HttpServer.TryBind(at, (request, _) => Task.FromResult(Answer(request)), clock, log, out var refusal);
        if (server is null)
            whyNot = $"{refusal}; set BUILD_HTTP_PORT (and BUILD_HTTP_ADDRESS) to what is free, or BUILD_HTTP_PORT=0 for no metrics";
        return server;
    }

    /// <summary>Answers a GET.</summary>
    public HttpAnswer Answer(HttpRequest request)
    {
        switch (request.Path)
        {
            case "/metrics":
                var format = MetricsFormat.For(request.Accept);
                return HttpAnswer.Text(HttpStatusCode.OK, format.ContentType, format.Text(tally.Metrics()));
            case "/healthz":
                var verdict = RunnerHealth.Ask(settings, clock.GetUtcNow());
                return HttpAnswer.Sentence(verdict.Healthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, verdict.Sentence);
            default:
                return HttpAnswer.Sentence(HttpStatusCode.NotFound, "There are /metrics and /healthz.");
        }
    }
}
