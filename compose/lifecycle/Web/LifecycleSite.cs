using System.Net;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Scheduling;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Gathering;
using RegistryJanitor.Lifecycle.Status.Json;
using RegistryJanitor.Lifecycle.Status.Page;

namespace RegistryJanitor.Lifecycle.Web;

/// <summary>What there is to be read by HTTP: four fixed paths.</summary>
/// <remarks>
/// <code>
/// /             the report of now, for people
/// /status.json  the same for programs, as lifecycle status --json has it
/// /metrics      for Prometheus
/// /healthz      200 while the loop does its work, else 503, with a sentence
/// </code>
/// </remarks>
/// <param name="settings">Where.</param>
/// <param name="tally">Counts.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Of the server.</param>
internal sealed class LifecycleSite(LifecycleSettings settings, LifecycleTally tally, TimeProvider clock, ILogger log)
{
    // A connection is given up after 5 seconds.
    private static readonly TimeSpan s_janitor = TimeSpan.FromSeconds(3);

    /// <summary>Takes the port; null without one.</summary>
    /// <param name="whyNot">Why the port could not be had, with its cure; null when it could, or none was asked for.</param>
    internal HttpServer? TryBind(out string? whyNot)
    {
        whyNot = null;
        if (settings.Http is not { } at)
            return null;
        var janitor = new JanitorSource(settings.JanitorAddress, s_janitor, clock);
        var live = new LiveStatus(
            new StatusGathering(settings, ProgramVersion.Text, janitor.AskAsync, clock),
            () => LifecycleFileReader.Read(settings.Configuration, EnvironmentVariables.OfThisProcess(), settings.Registry),
            clock);
        var server = HttpServer.TryBind(at, (request, stop) => AnswerAsync(request, live, stop), clock, log, out var refusal);
        if (server is null)
            whyNot = $"{refusal}; set LIFECYCLE_HTTP_PORT (and LIFECYCLE_HTTP_ADDRESS) to what is free, or LIFECYCLE_HTTP_PORT=0 for no page";
        return server;
    }

    private async Task<HttpAnswer> AnswerAsync(HttpRequest request, LiveStatus live, CancellationToken stop)
    {
        switch (request.Path)
        {
            case "/":
                return PageAnswer.Of(ReportPage.Of(await live.NowAsync(stop)));
            case "/status.json":
                return HttpAnswer.Text(HttpStatusCode.OK, "application/json", $"{StatusJson.Text(await live.NowAsync(stop))}\n");
            case "/metrics":
                var format = MetricsFormat.For(request.Accept);
                return HttpAnswer.Text(HttpStatusCode.OK, format.ContentType, format.Text(tally.Metrics()));
            case "/healthz":
                var verdict = HealthCheck.Judge(new HealthFile(settings.HealthFile).Read(), clock.GetUtcNow());
                return HttpAnswer.Sentence(verdict.Healthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, verdict.Sentence);
            default:
                return HttpAnswer.Sentence(HttpStatusCode.NotFound, "There are /, /status.json, /metrics and /healthz.");
        }
    }
}
