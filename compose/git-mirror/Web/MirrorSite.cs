using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;
using RegistryJanitor.GitMirror.Waking;

namespace RegistryJanitor.GitMirror.Web;

/// <summary>What there is by HTTP.</summary>
/// <remarks>
/// <code>
/// GET  /metrics      for Prometheus
/// GET  /healthz      200 while passes come and go and there is a list, else 503, with a sentence
/// GET  /status       every mirror's state, as JSON
/// POST /sync         a pass over every mirror, now
/// POST /sync/NAME    the same for one mirror; the others are left alone
/// </code>
/// A POST only wakes: whatever it brings besides its proof of the secret is of no consequence.
/// </remarks>
/// <param name="settings">Where, and the secret.</param>
/// <param name="reporter">What passes have left.</param>
/// <param name="requests">Takes what is asked for.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Who asked.</param>
internal sealed class MirrorSite(MirrorSettings settings, PassReporter reporter, SyncRequests requests, TimeProvider clock, ILogger log)
{
    // What a forge tells of a push of some hundred commits; one that tells more is refused, and its mirror waits for the interval.
    private const int LongestBody = 1024 * 1024;
    private const string Json = "application/json; charset=utf-8";

    private readonly MirrorLayout _layout = new(settings.DataDirectory);
    private readonly WebhookSecret? _secret = settings.Http.WebhookSecret is { } secret ? new WebhookSecret(secret) : null;

    /// <summary>Takes the port; null without one.</summary>
    /// <param name="whyNot">Why the port could not be had, with its cure; null when it could, or none was asked for.</param>
    public HttpServer? TryBind(out string? whyNot)
    {
        whyNot = null;
        if (settings.Http.EndPoint is not { } at)
            return null;
        var server = HttpServer.TryBind(at, AnswerAsync, clock, log, out var refusal, LongestBody);
        if (server is null)
            whyNot = $"{refusal}; set MIRROR_HTTP_PORT (and MIRROR_HTTP_ADDRESS) to what is free, or MIRROR_HTTP_PORT=0 for neither metrics nor webhooks";
        return server;
    }

    /// <summary>Answers a GET or a POST.</summary>
    public Task<HttpAnswer> AnswerAsync(HttpRequest request, CancellationToken stop) => Task.FromResult((request.Method, request.Path[1..].Split('/')) switch
    {
        ("POST", ["sync"]) => Wake(request, null),
        ("POST", ["sync", { Length: > 0 } name]) => Wake(request, name),
        (_, ["sync", ..]) => HttpAnswer.MethodNotAllowed("To ask for a pass is a POST to /sync or /sync/NAME.", "POST"),
        ("POST", _) => HttpAnswer.MethodNotAllowed("Here is only to be read: GET and HEAD; a POST goes to /sync or /sync/NAME.", "GET, HEAD"),
        (_, ["metrics"]) => HttpAnswer.Text(HttpStatusCode.OK, PassReporter.MetricsType, reporter.Metrics()),
        (_, ["healthz"]) => Health(),
        (_, ["status"]) => new HttpAnswer(HttpStatusCode.OK, Json, JsonSerializer.SerializeToUtf8Bytes(Status(), StatusDocumentJson.Default.StatusDocument)),
        _ => HttpAnswer.Sentence(HttpStatusCode.NotFound, "There are /metrics, /healthz and /status, and POST /sync and /sync/NAME."),
    });

    private HttpAnswer Health()
    {
        var verdict = MirrorHealth.Judge(new HealthFile(settings.Reports.HealthFile).Read(), settings, clock.GetUtcNow());
        if (verdict.Healthy && reporter.Report.Listing is null)
            verdict = new HealthVerdict(false, $"there has been no list of mirrors yet{(reporter.Report.Mistakes is [var first, ..] ? $": {first}" : "")}");
        return HttpAnswer.Sentence(verdict.Healthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, verdict.Sentence);
    }

    private HttpAnswer Wake(HttpRequest request, string? name)
    {
        if (_secret is null)
            return HttpAnswer.Sentence(HttpStatusCode.Forbidden, "Nobody may ask for a pass before there is a secret: set MIRROR_WEBHOOK_SECRET or MIRROR_WEBHOOK_SECRET_FILE.");
        if (!_secret.IsKnownTo(request))
        {
            Log.NotAdmitted(log, request.Path);
            const string How = "This shows no knowledge of MIRROR_WEBHOOK_SECRET: X-Gitlab-Token, X-Hub-Signature-256, X-Gitea-Signature or Authorization: Bearer has to.";
            return HttpAnswer.Sentence(HttpStatusCode.Unauthorized, How) with { Headers = "WWW-Authenticate: Bearer\r\n" };
        }

        if (name is null)
        {
            requests.AskForAll("webhook");
            return HttpAnswer.Sentence(HttpStatusCode.Accepted, "Every mirror has its turn now.");
        }

        if (reporter.Report.Listing is not { } listing)
            return HttpAnswer.Sentence(HttpStatusCode.ServiceUnavailable, "There has been no list of mirrors yet; the first pass will take all of them.");
        if (listing.Mirrors.FirstOrDefault(mirror => mirror.Name.Value.Equals(name, StringComparison.Ordinal)) is not { } wanted)
            return HttpAnswer.Sentence(HttpStatusCode.NotFound, "There is no mirror of this name; /status has those there are.");
        if (wanted.Skip)
            return HttpAnswer.Sentence(HttpStatusCode.Conflict, $"{name} is to be left as it is (skip).");
        requests.AskFor(name, "webhook");
        Log.Asked(log, name);
        return HttpAnswer.Sentence(HttpStatusCode.Accepted, $"{name} has its turn now.");
    }

    private StatusDocument Status()
    {
        var (report, last) = (reporter.Report, reporter.Last);
        return new StatusDocument(
            1,
            PublicAddress.Of(report.Source),
            report.ListIsGood,
            report.Mistakes,
            last?.BeganAt,
            last?.BeganAt + last?.Took,
            [
                .. report.Mirrors.Select(mirror => new StatusDocument.Entry(
                    mirror.Name.Value,
                    PublicAddress.Of($"{mirror.Upstream}"),
                    mirror.Destination is { } destination ? PublicAddress.Of($"{destination.Url}") : null,
                    mirror.Skip,
                    KnownState.Of(mirror, _layout))),
            ],
            [.. report.Unready.Select(project => new StatusDocument.Project(project.Path, FaultRecord.Of(project.Fault)!))]);
    }
}
