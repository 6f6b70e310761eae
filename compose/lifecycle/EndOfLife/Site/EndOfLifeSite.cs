using System.Net;
using System.Net.Http.Headers;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Site;

/// <summary>
/// Asks endoflife.date, or what stands in its place, for products: one request each, a second one where the site does not have the first edition of its API.
/// Never throws but for a stop: whatever goes wrong is a <see cref="SiteAnswer"/>.
/// </summary>
public sealed class EndOfLifeSite : IDisposable
{
    private const int MostRedirects = 3;

    // Who asks for more has made a mistake, and would never be asked again.
    private static readonly TimeSpan s_longestRest = TimeSpan.FromDays(1);

    private readonly HttpClient _http;
    private readonly Uri _root;
    private readonly string _version;
    private readonly SiteLimits _limits;
    private readonly TimeProvider _clock;

    /// <summary>UTC ticks; several products may be asked for at once.</summary>
    private long _notBefore;

    /// <summary>One for one update.</summary>
    /// <param name="address">The site; paths are relative to it.</param>
    /// <param name="version">Of this program.</param>
    /// <param name="limits">What may be spent.</param>
    /// <param name="clock">For limits and waits.</param>
    /// <param name="notBefore">Until when the site wanted to be left alone, as an earlier one was told.</param>
    public EndOfLifeSite(Uri address, string version, SiteLimits limits, TimeProvider clock, DateTimeOffset notBefore = default)
    {
        (_version, _limits, _clock) = (version, limits, clock);
        _notBefore = notBefore - clock.GetUtcNow() > s_longestRest ? 0 : notBefore.UtcTicks;
        _root = new Uri(address.AbsoluteUri.TrimEnd('/') + '/');
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            UseCookies = false,
            // Networks that reach the site through a proxy alone say so in the environment; nothing of this machine is behind one.
            UseProxy = !address.IsLoopback,
            MaxConnectionsPerServer = limits.AtOnce,
        };
        // The limit of time is ours, by the clock that was given, and covers the body, which is read before SendAsync returns.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = limits.Answer };
    }

    /// <summary>How messages call it.</summary>
    public string Name => _root.Authority;

    /// <summary>Until when it wants to be left alone; null: it does not.</summary>
    public DateTimeOffset? NotBefore => new DateTimeOffset(Interlocked.Read(ref _notBefore), TimeSpan.Zero) is var moment && moment > _clock.GetUtcNow() ? moment : null;

    /// <summary>Asks for a product.</summary>
    /// <param name="product">A <see cref="ProductName"/>.</param>
    /// <param name="known">What is here already; null: nothing.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="OperationCanceledException">Somebody did.</exception>
    public async Task<SiteAnswer> AskAsync(string product, SiteTag? known, CancellationToken cancel)
    {
        var first = await AskAsync(SiteEdition.V1, $"api/v1/products/{product}", product, known, cancel);
        if (first is not (SiteAnswer.NotThere or SiteAnswer.Odd))
            return first;
        var old = await AskAsync(SiteEdition.V0, $"api/{product}.json", product, known, cancel);
        return old is SiteAnswer.Known or SiteAnswer.Same ? old : first is SiteAnswer.NotThere ? old : first;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<SiteAnswer> AskAsync(SiteEdition edition, string path, string product, SiteTag? known, CancellationToken cancel)
    {
        var tag = known?.Edition == edition ? known.Value : null;
        for (var attempt = 1; ; attempt++)
        {
            if (NotBefore is { } moment)
                return new SiteAnswer.Later(moment);
            var (answer, again) = await OnceAsync(edition, new Uri(_root, path), product, tag, attempt, cancel);
            if (again is not { } wait || attempt == _limits.Attempts)
                return answer;
            await Task.Delay(wait, _clock, cancel);
        }
    }

    /// <summary>The answer, and after how long it is worth asking again; null: it is final.</summary>
    private async Task<(SiteAnswer Answer, TimeSpan? Again)> OnceAsync(SiteEdition edition, Uri address, string product, string? tag, int attempt, CancellationToken cancel)
    {
        var pause = _limits.Pause * Math.Pow(2, attempt - 1);
        using var late = new CancellationTokenSource(_limits.Request, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var answer = await SendAsync(address, tag, end.Token);
                if ((int)answer.StatusCode is not (301 or 302 or 307 or 308) || answer.Headers.Location is not { } location)
                    return await ReadAsync(edition, answer, address, product, tag, pause);
                var next = new Uri(address, location);
                if (!IsSameSite(next))
                    return (new SiteAnswer.Odd($"redirects to {next.GetLeftPart(UriPartial.Authority)}, which is another site; set LIFECYCLE_EOL_URL to the one that is meant"), null);
                if (redirects == MostRedirects)
                    return (new SiteAnswer.Odd("redirects without end"), null);
                address = next;
            }
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            return (new SiteAnswer.Failed($"sends more than {_limits.Answer} bytes"), null);
        }
        catch (HttpRequestException failed)
        {
            return (new SiteAnswer.Failed(failed.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "has a host name without address",
                HttpRequestError.SecureConnectionError => "has a certificate that is not trusted",
                HttpRequestError.ConnectionError => "does not answer",
                HttpRequestError.ProxyTunnelError => "cannot be reached through the proxy",
                _ => "broke the connection off",
            }), failed.HttpRequestError is HttpRequestError.SecureConnectionError ? null : pause);
        }
        catch (InvalidDataException)
        {
            return (new SiteAnswer.Odd("sends what cannot be unpacked"), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (new SiteAnswer.Failed($"gave no whole answer within {_limits.Request.TotalSeconds:0} s"), null);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, string? tag, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("registry-janitor-lifecycle", _version.Length == 0 ? null : _version.Split('+')[0]));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await _http.SendAsync(request, end);
    }

    private async Task<(SiteAnswer Answer, TimeSpan? Again)> ReadAsync(SiteEdition edition, HttpResponseMessage answer, Uri address, string product, string? tag, TimeSpan pause)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                return (Parse(edition, answer, await answer.Content.ReadAsByteArrayAsync(CancellationToken.None), address, product), null);
            case HttpStatusCode.NotModified:
                return (tag is null ? new SiteAnswer.Odd("says that nothing changed, though nothing is known here") : new SiteAnswer.Same(), null);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return (new SiteAnswer.NotThere(), null);
            case HttpStatusCode.TooManyRequests:
                var wait = Asked(answer) ?? TimeSpan.FromSeconds(30);
                if (wait <= _limits.Wait)
                    return (new SiteAnswer.Failed("is asked too often"), wait);
                var until = _clock.GetUtcNow() + wait;
                Interlocked.Exchange(ref _notBefore, until.UtcTicks);
                return (new SiteAnswer.Later(until), null);
            case >= HttpStatusCode.InternalServerError:
                return (new SiteAnswer.Failed($"has trouble of its own (HTTP {(int)answer.StatusCode})"), Asked(answer) is { } asked ? asked <= _limits.Wait ? asked : null : pause);
            default:
                return (new SiteAnswer.Failed($"refuses with HTTP {(int)answer.StatusCode}"), null);
        }
    }

    private static SiteAnswer Parse(SiteEdition edition, HttpResponseMessage answer, byte[] body, Uri address, string product)
    {
        try
        {
            var last = address.AbsolutePath.TrimEnd('/').Split('/')[^1];
            var asked = last.EndsWith(".json", StringComparison.Ordinal) && ProductName.IsOne(last[..^5]) ? last[..^5] : product;
            var (canonical, cycles) = ReleasesJson.Read(edition, body, asked);
            var tag = answer.Headers.NonValidated.TryGetValues("ETag", out var values) && values.ToString() is var value && SiteTag.IsOne(value) ? new SiteTag(edition, value) : null;
            return new SiteAnswer.Known(canonical, cycles, tag);
        }
        catch (FormatException odd)
        {
            return new SiteAnswer.Odd(odd.Message);
        }
    }

    /// <summary>What Retry-After says, at least a second and at most a day; null: nothing.</summary>
    private TimeSpan? Asked(HttpResponseMessage answer) =>
        (answer.Headers.RetryAfter?.Delta ?? answer.Headers.RetryAfter?.Date - _clock.GetUtcNow()) is { } wait
            ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, s_longestRest.Ticks))
            : null;

    /// <summary>Never from https to http, and never elsewhere: what ends there would be taken for the site's word.</summary>
    private bool IsSameSite(Uri next) =>
        next.Host.Equals(_root.Host, StringComparison.OrdinalIgnoreCase)
        && next.UserInfo.Length == 0
        && ((next.Scheme.Equals(_root.Scheme, StringComparison.Ordinal) && next.Port == _root.Port) || (next.Scheme is "https" && _root.Scheme is "http"));
}
