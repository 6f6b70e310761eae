using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>
/// Speaks JSON with one forge. The token goes to the scheme, host and port of <c>MIRROR_URL</c> and nowhere else: redirects and links to other places are not
/// followed. Every failure is a <see cref="MirrorException"/> with one sentence.
/// </summary>
public sealed class ForgeClient : IDisposable
{
    private const int MostRedirects = 3;

    private readonly HttpClient _http;
    private readonly ForgeSettings _settings;
    private readonly ForgeLimits _limits;
    private readonly TimeProvider _clock;
    private readonly Uri _root;
    /// <summary>UTC ticks; several mirrors may ask at once.</summary>
    private long _notBefore;

    /// <summary>One for the life of the process.</summary>
    public ForgeClient(ForgeSettings settings, TimeProvider clock, ForgeLimits? limits = null)
    {
        (_settings, _clock, _limits) = (settings, clock, limits ?? new ForgeLimits());
        var api = settings.Kind switch { ForgeKind.GitLab => "/api/v4/", ForgeKind.Gitea => "/api/v1/", _ => "/" };
        _root = new Uri(settings.Url.AbsoluteUri.TrimEnd('/') + api);
        // No proxy of the environment: git-mirror's git uses none either.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        // The timeout covers the body, too, because it is read into memory before SendAsync returns.
        _http = new HttpClient(handler) { Timeout = _limits.Request, MaxResponseContentBufferSize = _limits.Answer };
    }

    /// <summary>One object.</summary>
    /// <param name="path">Below the API's root, without a slash at its start; parts are escaped.</param>
    /// <param name="what">For the sentence of a failure: "group 'a/b'".</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="MirrorException">Any failure.</exception>
    public async Task<JsonElement> GetAsync(string path, string what, CancellationToken cancel) =>
        await TryGetAsync(path, what, cancel) ?? throw new MirrorException(new MirrorFault.ForgeNotFound(what));

    /// <summary>The same; null where there is none, or none for this token.</summary>
    public async Task<JsonElement?> TryGetAsync(string path, string what, CancellationToken cancel)
    {
        using var answer = await FollowAsync(new Uri(_root, path), what, cancel);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : Parse(await OkAsync(answer, what, cancel));
    }

    /// <summary>A list, page for page; null where there is none, or none for this token.</summary>
    public async Task<IReadOnlyList<JsonElement>?> TryListAsync(string path, string what, CancellationToken cancel)
    {
        var items = new List<JsonElement>();
        var visited = new HashSet<Uri>();
        for (var page = new Uri(_root, path); ;)
        {
            if (!visited.Add(page) || visited.Count > _limits.Pages)
                throw new MirrorException(new MirrorFault.ForgeOdd($"has no end of pages for {what}"));
            using var answer = await FollowAsync(page, what, cancel);
            if (answer.StatusCode is HttpStatusCode.NotFound && visited.Count == 1)
                return null;
            var list = Parse(await OkAsync(answer, what, cancel));
            if (list.ValueKind is not JsonValueKind.Array)
                throw new MirrorException(new MirrorFault.ForgeOdd($"gives no list for {what}"));
            items.AddRange(list.EnumerateArray());
            // After a redirect the pages are where it led.
            if (NextPage.After(answer.RequestMessage!.RequestUri!, answer.Headers, items.Count, list.GetArrayLength()) is not { } next)
                return items;
            page = next;
        }
    }

    /// <summary>The same; a list that is not there is a failure.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, string what, CancellationToken cancel) =>
        await TryListAsync(path, what, cancel) ?? throw new MirrorException(new MirrorFault.ForgeNotFound(what));

    /// <summary>Changes something.</summary>
    /// <param name="method">PUT, PATCH, POST or DELETE.</param>
    /// <param name="path">Below the API's root.</param>
    /// <param name="body">What to change; null: nothing to say.</param>
    /// <param name="what">For the sentence of a failure: "to change the default branch".</param>
    /// <param name="cancel">Gives up.</param>
    public async Task ChangeAsync(HttpMethod method, string path, JsonObject? body, string what, CancellationToken cancel)
    {
        using var answer = await SendAsync(method, new Uri(_root, path), body?.ToJsonString(), cancel);
        await OkAsync(answer, what, cancel);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>A renamed group answers 301 to where it is now.</summary>
    private async Task<HttpResponseMessage> FollowAsync(Uri address, string what, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendAsync(HttpMethod.Get, address, body: null, cancel);
            if ((int)answer.StatusCode is not (301 or 302 or 307 or 308) || answer.Headers.Location is not { } location)
                return answer;
            answer.Dispose();
            var next = new Uri(address, location);
            if (!NextPage.SameServer(next, _root))
                throw new MirrorException(new MirrorFault.ForgeMoved(next.GetLeftPart(UriPartial.Authority)));
            if (redirects == MostRedirects)
                throw new MirrorException(new MirrorFault.ForgeOdd($"redirects without end for {what}"));
            address = next;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, string? body, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = _clock.GetUtcNow();
            if (Interlocked.Read(ref _notBefore) - now.UtcTicks is > 0 and var left)
                throw new MirrorException(new MirrorFault.ForgeBusy(TimeSpan.FromTicks(left)));
            // A proxy that restarts breaks connections off; asking again changes nothing.
            if (await OnceAsync(method, address, body, mayBreak: method == HttpMethod.Get && attempt < _limits.Attempts, cancel) is not { } answer)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), _clock, cancel);
                continue;
            }

            // What may have been done is not done twice: a POST that a proxy gave up on.
            if (ForgePatience.Read(answer, attempt, now) is not { } later || (!later.Limited && method == HttpMethod.Post))
                return answer;
            var last = attempt == _limits.Attempts || later.Wait > _limits.Wait;
            if (last && later.Limited)
                Interlocked.Exchange(ref _notBefore, (now + later.Wait).UtcTicks);
            if (last)
                return answer;
            answer.Dispose();
            await Task.Delay(later.Wait, _clock, cancel);
        }
    }

    /// <summary>Null: the connection broke off in the middle, and may do so.</summary>
    private async Task<HttpResponseMessage?> OnceAsync(HttpMethod method, Uri address, string? body, bool mayBreak, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("git-mirror", null));
        request.Headers.TryAddWithoutValidation("Accept", _settings.Kind is ForgeKind.GitHub ? "application/vnd.github+json" : "application/json");
        if (_settings.Kind is ForgeKind.GitHub)
            request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (_settings.Token.Read() is { } token)
        {
            var (name, value) = _settings.Kind switch { ForgeKind.GitLab => ("PRIVATE-TOKEN", token), ForgeKind.GitHub => ("Authorization", $"Bearer {token}"), _ => ("Authorization", $"token {token}") };
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            return await _http.SendAsync(request, cancel);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new MirrorException(new MirrorFault.ForgeOdd($"sends more than {_limits.Answer} bytes"));
        }
        catch (HttpRequestException failed) when (mayBreak && failed.HttpRequestError is (HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.Unknown))
        {
            return null;
        }
        catch (HttpRequestException failed)
        {
            throw new MirrorException(new MirrorFault.ForgeUnreachable(failed.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "has a host name without address",
                HttpRequestError.SecureConnectionError => "has a certificate that is not trusted",
                HttpRequestError.ConnectionError => "does not answer",
                _ => "broke the connection off",
            }));
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new MirrorException(new MirrorFault.ForgeUnreachable($"gave no whole answer within {_limits.Request.TotalSeconds:0} s"));
        }
    }

    /// <summary>The body of an answer that is none of a failure.</summary>
    private async Task<byte[]> OkAsync(HttpResponseMessage answer, string what, CancellationToken cancel)
    {
        if (answer.IsSuccessStatusCode)
            return await answer.Content.ReadAsByteArrayAsync(cancel);
        var words = ForgeWords.Read(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancel)), _settings.Token.Read());
        throw new MirrorException(answer.StatusCode switch
        {
            _ when ForgePatience.Read(answer, 1, _clock.GetUtcNow()) is { Limited: true } later => new MirrorFault.ForgeBusy(later.Wait),
            HttpStatusCode.Unauthorized => new MirrorFault.TokenRefused(words),
            HttpStatusCode.Forbidden => new MirrorFault.ForgeForbidden(what, words),
            HttpStatusCode.NotFound => new MirrorFault.ForgeNotFound(what),
            >= HttpStatusCode.InternalServerError => new MirrorFault.ForgeTrouble(answer.StatusCode, words),
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new MirrorFault.ForgeMoved(answer.Headers.Location is { IsAbsoluteUri: true } there ? there.GetLeftPart(UriPartial.Authority) : "another path"),
            _ => new MirrorFault.ForgeRefused(what, answer.StatusCode, words),
        });
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new MirrorException(new MirrorFault.ForgeOdd("gives a page instead of JSON"));
        }
    }
}
