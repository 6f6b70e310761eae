using System.Net;
using System.Net.Http.Headers;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.Notifying.Sinks;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Notifying.Delivery;

/// <summary>Posts messages. Never throws but for a stop: whatever goes wrong is a <see cref="Delivered"/>.</summary>
/// <param name="http">Without redirects and limits of its own.</param>
/// <param name="version">Of this program.</param>
/// <param name="limits">What may be spent.</param>
/// <param name="clock">For limits and waits.</param>
public sealed class SinkDelivery(HttpClient http, string version, DeliveryLimits limits, TimeProvider clock)
{
    private const int LongestAnswer = 64 * 1024;

    // Who limits us without saying for how long; and who does not understand us, which no minute mends.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_misunderstood = TimeSpan.FromHours(1);

    /// <summary>Tells one sink.</summary>
    /// <param name="sink">Whom.</param>
    /// <param name="message">What.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="OperationCanceledException">Somebody did.</exception>
    public async Task<Delivered> DeliverAsync(NotificationSink sink, Message message, CancellationToken stop)
    {
        var (request, started) = (SinkRequest.Of(sink, message, clock.GetUtcNow()), clock.GetTimestamp());
        var pause = limits.Pause;
        for (var attempt = 1; ; attempt++, pause *= 4)
        {
            var (answer, again) = await OnceAsync(request, pause, stop);
            if (again is not { } wait || attempt == limits.Attempts || clock.GetElapsedTime(started) + wait + limits.Request > limits.All)
                return answer;
            await Task.Delay(wait, clock, stop);
        }
    }

    /// <summary>How it ended, and after how long it is worth another try; null: it is final for now.</summary>
    private async Task<(Delivered Answer, TimeSpan? Again)> OnceAsync(SinkRequest request, TimeSpan pause, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(limits.Request, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, request.Address) { Content = new ByteArrayContent(request.Body) };
            post.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            post.Headers.UserAgent.Add(new ProductInfoHeaderValue("registry-janitor-lifecycle", version.Length == 0 ? null : version.Split('+')[0]));
            post.Headers.Authorization = request.Login;
            using var answer = await http.SendAsync(post, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(answer, pause, either.Token);
        }
        catch (HttpRequestException away)
        {
            // Its own message may have more of the address than is to be told.
            return (new Delivered.Failed(
                away.HttpRequestError switch
                {
                    HttpRequestError.NameResolutionError => "has a host name without address",
                    HttpRequestError.SecureConnectionError => "has a certificate that is not trusted",
                    HttpRequestError.ConnectionError => "does not answer",
                    HttpRequestError.ProxyTunnelError => "cannot be reached through the proxy",
                    _ => "broke the connection off",
                },
                NotBefore: null), pause);
        }
        catch (IOException)
        {
            return (new Delivered.Failed("broke the connection off", NotBefore: null), pause);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (new Delivered.Failed($"did not answer within {Duration.Text(limits.Request)}", NotBefore: null), pause);
        }
    }

    private async Task<(Delivered Answer, TimeSpan? Again)> ReadAsync(HttpResponseMessage answer, TimeSpan pause, CancellationToken cancel)
    {
        var (status, now) = ((int)answer.StatusCode, clock.GetUtcNow());
        switch (answer.StatusCode)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices:
                return (new Delivered.Told(), null);
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return (new Delivered.Refused($"refuses us (HTTP {status}); see whether the address and the login are right"), null);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return (new Delivered.Refused($"is not there (HTTP {status}); see whether the address is right, and make a new one if it was removed"), null);
            case HttpStatusCode.TooManyRequests:
                var patience = RetryAfter.Read(answer.Headers, now) ?? await AskedAsync(answer, cancel) ?? s_patience;
                return (new Delivered.Failed($"is told too often, and wants to be left alone for {Math.Ceiling(patience.TotalSeconds)} s", now + patience), patience);
            case HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                var asked = RetryAfter.Read(answer.Headers, now);
                return (new Delivered.Failed($"has trouble of its own (HTTP {status})", now + asked), asked ?? pause);
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                return (new Delivered.Failed($"redirects (HTTP {status}); write the address that it is at", now + s_misunderstood), null);
            default:
                return (new Delivered.Failed($"does not take the message (HTTP {status}); see whether it is what its key says", now + s_misunderstood), null);
        }
    }

    private static async Task<TimeSpan?> AskedAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await BoundedBody.ReadAsync(answer.Content, LongestAnswer, cancel) is { } body ? PatienceDocument.Read(body) : null;
}
