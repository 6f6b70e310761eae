using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>
/// Puts questions to registries: shows who we are where a registry wants to know, follows to other addresses without showing it there, waits where it is asked to,
/// and asks again what may be asked twice.
/// </summary>
internal sealed class RegistrySender(HttpClient http, RegistryAddress address, CredentialBook credentials, RegistryPatience patience, TimeProvider clock, Random random)
{
    private const int MostRedirects = 5;
    private const int LongestRefusal = 64 * 1024;

    private readonly RegistryAuthority _authority = new(http, address, credentials, clock);
    private readonly ConcurrentDictionary<string, RateLimit> _limits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);
    private readonly Lock _dice = new();

    /// <summary>What a registry said last of what may be pulled; null: it says nothing, or said it so long ago that it is no longer true.</summary>
    internal RateLimit? LimitOf(string registry) => _limits.TryGetValue(registry, out var limit) && limit.FreshAt > clock.GetUtcNow() ? limit : null;

    /// <summary>Asks, and reads the answer while the time for it lasts.</summary>
    /// <param name="question">What.</param>
    /// <param name="read">Reads an answer of any status but 429, and 5xx that passes.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<T> AskAsync<T>(RegistryQuestion question, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt >= patience.Attempts;
            // It said so to another question, and would only say it again.
            if (_notBefore.TryGetValue(question.Image.Registry, out var closed) && closed - clock.GetUtcNow() is { Ticks: > 0 } left)
                throw TooOften(question.Image.Registry, "", left);
            using var limit = new CancellationTokenSource(question.Limit, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
            TimeSpan wait;
            try
            {
                using var answer = await OnceAsync(question, either.Token);
                if (Later(question, answer, attempt, isLast) is not { } later)
                    return await read(answer, either.Token);
                wait = later;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                if (isLast || !question.IsRead || !RegistryTrouble.IsPassing(broken))
                    throw Unreachable(question, broken);
                wait = Doubled(attempt);
            }

            await Task.Delay(wait, clock, cancel);
        }
    }

    /// <summary>The failure of an answer that is not what was asked for.</summary>
    internal async Task<RegistryException> FailureAsync(RegistryQuestion question, HttpResponseMessage answer, CancellationToken cancel)
    {
        var (registry, what) = (question.Image.Registry, $"{question.What} of {question.Image.Repository}");
        var words = credentials.Clean(RegistryWords.Read(await BoundedBody.ReadAsync(answer.Content, LongestRefusal, cancel) ?? []));
        var said = words.Length > 0 ? $" ({words})" : "";
        var status = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new RegistryException(RegistryFault.Unauthorized, credentials.For(registry) is { } who
                ? $"{registry} answers {status} to {who} for {what}{said}; correct it, or have it allowed to {question.Actions.Replace(",", " and ", StringComparison.Ordinal)}"
                : $"{registry} answers {status} to a stranger for {what}{said}; {RegistryAuthority.Cure(registry)}"),
            HttpStatusCode.NotFound => new RegistryException(RegistryFault.NotFound, $"{registry} has no {what}{said}; correct the name"),
            HttpStatusCode.MethodNotAllowed => new RegistryException(RegistryFault.ReadOnly, $"{registry} is read-only and does not take {what}{said}; the next run tries again"),
            HttpStatusCode.TooManyRequests => TooOften(registry, said, RetryAfter.Read(answer.Headers, clock.GetUtcNow()) ?? patience.LongestPause),
            >= HttpStatusCode.InternalServerError => new RegistryException(RegistryFault.Trouble, $"{registry} answers {status} for {what}{said}; look into its log, the next run tries again"),
            _ => new RegistryException(RegistryFault.Refused, $"{registry} answers {status} for {what}{said}; look whether a registry is there"),
        };
    }

    private RegistryException TooOften(string registry, string said, TimeSpan wait)
    {
        var at = clock.GetUtcNow() + wait;
        _notBefore[registry] = at;
        return new RegistryException(RegistryFault.RateLimited, string.Create(CultureInfo.InvariantCulture, $"{registry} was asked too often{said}; the first run after {at:u} goes on")) { RetryAt = at };
    }

    private static RegistryException Unreachable(RegistryQuestion question, Exception broken)
    {
        var registry = question.Image.Registry;
        var cure = broken switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "correct the name",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "trust its certificate, or name it in registry.insecure if it speaks http",
            _ => "look whether it is up and reached from here",
        };
        return new RegistryException(RegistryFault.Unreachable, $"{registry} {RegistryTrouble.Of(broken, question.Limit)} for {question.What} of {question.Image.Repository}; {cure}");
    }

    /// <summary>How long to wait before asking again; null: the answer is final.</summary>
    private TimeSpan? Later(RegistryQuestion question, HttpResponseMessage answer, int attempt, bool isLast)
    {
        if (answer.StatusCode is HttpStatusCode.TooManyRequests)
        {
            var wait = RetryAfter.Read(answer.Headers, clock.GetUtcNow()) ?? Doubled(attempt);
            return isLast || wait > patience.LongestPause ? throw TooOften(question.Image.Registry, "", wait) : wait + (patience.Pause * Share());
        }

        return answer.StatusCode >= HttpStatusCode.InternalServerError && answer.StatusCode is not HttpStatusCode.NotImplemented && question.IsRead && !isLast ? Doubled(attempt) : null;
    }

    /// <summary>Up to a half longer than it must be, so that those who were refused together do not come back together.</summary>
    private TimeSpan Doubled(int attempt) => patience.Pause * Math.Pow(2, attempt - 1) * (1 + (0.5 * Share()));

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It spreads waiting, and guards nothing.")]
    private double Share()
    {
        lock (_dice)
            return random.NextDouble();
    }

    private async Task<HttpResponseMessage> OnceAsync(RegistryQuestion question, CancellationToken cancel)
    {
        var shown = _authority.Known(question);
        var answer = await FollowAsync(question, shown, cancel);
        if (answer.StatusCode is not HttpStatusCode.Unauthorized || await _authority.AnswerAsync(question, answer.Headers, shown, cancel) is not { } better)
            return answer;
        answer.Dispose();
        return await FollowAsync(question, better, cancel);
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryQuestion question, AuthenticationHeaderValue? authorization, CancellationToken cancel)
    {
        var root = new Uri(address.Root(question.Image.Registry), $"{question.Image.Repository}/{question.Path}");
        for (var (at, redirects) = (root, 0); ; redirects++)
        {
            using var request = question.At(at);
            if (SameServer(at, root))
                request.Headers.Authorization = authorization;
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (SameServer(at, root) && RateLimit.Read(answer.Headers, clock.GetUtcNow()) is { } limit)
                _limits[question.Image.Registry] = limit;
            if (!question.IsRead || (int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
                return answer;
            var next = new Uri(at, location);
            answer.Dispose();
            if (redirects == MostRedirects)
                throw new RegistryException(RegistryFault.Odd, $"{question.Image.Registry} sends us on without end for {question.What} of {question.Image.Repository}; have its redirects corrected");
            if (next.Scheme is not ("http" or "https") || (at.Scheme is "https" && next.Scheme is "http"))
                throw new RegistryException(RegistryFault.Odd, $"{question.Image.Registry} sends us from https to {next.Scheme} for {question.What} of {question.Image.Repository}; have its redirects corrected");
            at = next;
        }
    }

    private static bool SameServer(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
