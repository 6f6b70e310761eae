using System.Net;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>Asks the janitor how it is: <c>GET /status.json</c>, 1 MiB at most.</summary>
/// <param name="address">Where it is; null: it is not asked.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="clock">For that.</param>
internal sealed class JanitorSource(Uri? address, TimeSpan limit, TimeProvider clock) : IDisposable
{
    private const int Longest = 1024 * 1024;

    private readonly Lazy<HttpClient> _http = new(RegistryHttp.Client);

    /// <summary>Asks it.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was asked for.</exception>
    internal async Task<JanitorReading> AskAsync(CancellationToken cancel)
    {
        if (address is null)
            return new JanitorReading.NotAsked();
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await AskAsync(new Uri(address, address.AbsolutePath.TrimEnd('/') + "/status.json"), either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Silent($"does not answer within {Duration.Text(limit)}; see whether it runs");
        }
        catch (Exception away) when (away is HttpRequestException or IOException)
        {
            return Silent($"cannot be asked: {Printable.Line(away.Message.TrimEnd('.'), 200)}; see whether it runs and JANITOR_HTTP_PORT is its port");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private async Task<JanitorReading> AskAsync(Uri at, CancellationToken cancel)
    {
        using var answer = await _http.Value.GetAsync(at, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode is not HttpStatusCode.OK)
            return Silent($"answers /status.json with {(int)answer.StatusCode}; see whether it is a janitor, and of this version");
        if (await BoundedBody.ReadAsync(answer.Content, Longest, cancel) is not { } body)
            return Silent("answers with more than 1 MiB; see whether it is a janitor");
        try
        {
            return JsonSerializer.Deserialize(body, JanitorJson.Default.JanitorDocument) is { Schema: 1 } document
                ? new JanitorReading.Told(document.Status())
                : Silent("answers with a status that this version does not understand; use a janitor of the same version");
        }
        catch (JsonException)
        {
            return Silent("answers with no status; see whether it is a janitor");
        }
    }

    private JanitorReading.Silent Silent(string how) => new($"The janitor at LIFECYCLE_JANITOR_URL={address} {how}");
}
