using System.Net;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Status;

/// <summary>What there is to be read by HTTP: five fixed paths.</summary>
/// <remarks>
/// <code>
/// /             the status page, for people
/// /status.json  what that is about, for programs: StatusJson
/// /metrics      for Prometheus
/// /healthz      200 while the loop does its work, else 503, with a sentence
/// /readyz       200 once a pass of this process has ended, so that there are figures; before it, 503
/// </code>
/// </remarks>
/// <param name="settings">What the janitor keeps, and where it tells how it is.</param>
/// <param name="version">The janitor's.</param>
/// <param name="policy">What it keeps, in words.</param>
/// <param name="reporter">What passes have left.</param>
/// <param name="next">What the next one would do.</param>
/// <param name="clock">Time.</param>
internal sealed class StatusSite(JanitorSettings settings, string version, string policy, PassReporter reporter, NextPass next, TimeProvider clock)
{
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <summary>Answers a GET.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<HttpAnswer> AnswerAsync(HttpRequest request, CancellationToken stop) => request.Path switch
    {
        "/" => PageAnswer.Of(StatusPage.Of(await WithNextAsync(View(), stop).ConfigureAwait(false))),
        "/status.json" => new HttpAnswer(HttpStatusCode.OK, "application/json", StatusJson.Of(await WithNextAsync(View(), stop).ConfigureAwait(false))),
        "/metrics" => Metrics(MetricsFormat.For(request.Accept)),
        "/healthz" => Health(View().Health),
        "/readyz" => reporter.Latest.Last is { } last
            ? HttpAnswer.Sentence(HttpStatusCode.OK, $"a pass ended at {last.EndedAt.UtcDateTime:u}")
            : HttpAnswer.Sentence(HttpStatusCode.ServiceUnavailable, "no pass of this process has ended yet"),
        _ => HttpAnswer.Sentence(HttpStatusCode.NotFound, "There are /, /status.json, /metrics, /healthz and /readyz."),
    };

    private static HttpAnswer Health(HealthVerdict verdict) =>
        HttpAnswer.Sentence(verdict.Healthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, verdict.Sentence);

    private HttpAnswer Metrics(MetricsFormat format) => HttpAnswer.Text(HttpStatusCode.OK, format.ContentType, format.Text(StatusMetrics.Of(View())));

    private StatusView View()
    {
        var now = clock.GetUtcNow();
        var health = new HealthFile(settings.HealthFile).Read();
        return new StatusView(
            now, version, policy, _startedAt, settings.Interval, HealthCheck.Judge(health, now),
            health is HealthReading.Found { Record: { Running: true } record } ? record.StartedAt : null,
            reporter.Latest, DiskSpace.Of(settings.DataDirectory), Next: null);
    }

    private async Task<StatusView> WithNextAsync(StatusView view, CancellationToken stop) =>
        view with { Next = await next.LatestAsync(view.Snapshot.Last?.EndedAt, mayBegin: view.RunningSince is null, stop).ConfigureAwait(false) };
}
