using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace RegistryJanitor.Lifecycle.Tests.Notifying.Support;

/// <summary>Somebody who is told, in memory: judges every message as the real one does, and answers otherwise when it is told to.</summary>
internal abstract class FakeSink : HttpMessageHandler
{
    /// <summary>The messages that were taken.</summary>
    public ConcurrentQueue<JsonElement> Taken { get; } = [];

    /// <summary>Every request: method, address and login.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers in place of its own, one request each.</summary>
    public ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>> Next { get; } = [];

    public HttpClient Client() => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Answers(int status, string body = "", string? retryAfter = null) => Next.Enqueue(_ => Task.FromResult(Answer(status, body, retryAfter)));

    public void BreaksOff() => Next.Enqueue(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "https://secret.example.com/and-more broke off"));

    public void NeverAnswers() => Next.Enqueue(async cancel =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        return Answer(204);
    });

    protected static HttpResponseMessage Answer(int status, string body = "", string? retryAfter = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (retryAfter is not null)
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return answer;
    }

    protected abstract HttpResponseMessage Judge(HttpRequestMessage request, byte[] body, JsonElement message);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue($"{request.Method} {request.RequestUri} {request.Headers.Authorization}".TrimEnd());
        if (Next.TryDequeue(out var next))
            return await next(cancellationToken);
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        if (!"application/json".Equals(request.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal) || request.Method != HttpMethod.Post)
            return Answer(400);
        var message = JsonDocument.Parse(body).RootElement;
        var answer = Judge(request, body, message);
        if (answer.IsSuccessStatusCode)
            Taken.Enqueue(message);
        return answer;
    }

    protected static string Text(JsonElement one, string key) => one.TryGetProperty(key, out var value) ? value.GetString() ?? "" : "";

    protected static int Number(JsonElement one, string key, int none) => one.TryGetProperty(key, out var value) ? value.GetInt32() : none;
}
