using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>
/// What is shown to registries: basic authentication, or tokens of the server that a registry names (distribution, docs/spec/auth/token.md and oauth.md), each kept
/// for its scope as long as it lasts. A credential goes to the registry it is for and to that registry's token server, and never from https to http.
/// </summary>
internal sealed class RegistryAuthority(HttpClient http, RegistryAddress address, CredentialBook credentials, TimeProvider clock)
{
    private const int LongestAnswer = 1024 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, RegistryToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _basic = new(StringComparer.Ordinal);

    /// <summary>What a registry is known to want; null: it was not asked yet, or wants nothing.</summary>
    internal AuthenticationHeaderValue? Known(RegistryQuestion question)
    {
        var registry = question.Image.Registry;
        if (_tokens.TryGetValue(Key(question), out var token) && token.Until > clock.GetUtcNow())
            return new AuthenticationHeaderValue("Bearer", token.Value);
        var credential = credentials.For(registry);
        if (credential is { Kind: CredentialKind.Bearer })
            return new AuthenticationHeaderValue("Bearer", credential.Secret);
        return credential is { Kind: CredentialKind.Password } && _basic.ContainsKey(registry) ? Basic(credential) : null;
    }

    /// <summary>What answers a 401; null: nothing that was not shown already.</summary>
    /// <exception cref="RegistryException">The token server gives none.</exception>
    internal async Task<AuthenticationHeaderValue?> AnswerAsync(RegistryQuestion question, HttpResponseHeaders refusal, AuthenticationHeaderValue? shown, CancellationToken cancel)
    {
        var registry = question.Image.Registry;
        var lines = refusal.TryGetValues("WWW-Authenticate", out var values) ? values : [];
        var challenges = AuthenticationChallenge.ReadAll(lines);
        var credential = credentials.For(registry);
        if (credential is not { Kind: CredentialKind.Bearer } && challenges.FirstOrDefault(one => one is { Scheme: "bearer", Realm: not null }) is { } bearer)
        {
            var token = await TokenAsync(question, bearer, credential, cancel);
            _tokens[Key(question)] = token;
            return new AuthenticationHeaderValue("Bearer", token.Value);
        }

        if (credential is not { Kind: CredentialKind.Password } || shown is { Scheme: "Basic" } || !challenges.Any(one => one.Scheme is "basic"))
            return null;
        _basic[registry] = true;
        return Basic(credential);
    }

    private static string Key(RegistryQuestion question) => $"{question.Image.Registry} {question.Scope}";

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) => new("Basic", credential.Basic);

    private async Task<RegistryToken> TokenAsync(RegistryQuestion question, AuthenticationChallenge challenge, RegistryCredential? credential, CancellationToken cancel)
    {
        var registry = question.Image.Registry;
        var realm = Realm(registry, challenge);
        using var limit = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var request = Request(question, realm, challenge, credential);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await BoundedBody.ReadAsync(answer.Content, LongestAnswer, either.Token) ?? [];
            if (!answer.IsSuccessStatusCode)
                throw Refusal(registry, realm, answer, body, credential);
            return RegistryToken.Read(body, clock.GetUtcNow())
                ?? throw new RegistryException(RegistryFault.Odd, $"{realm.Host}, the token server of {registry}, answers without a token; look whether a proxy answers in its place");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new RegistryException(RegistryFault.Unreachable, $"{realm.Host}, the token server of {registry}, {RegistryTrouble.Of(broken, s_patience)}; look whether it is up and reached from here");
        }
    }

    private Uri Realm(string registry, AuthenticationChallenge challenge)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https") || realm.UserInfo.Length > 0)
            throw new RegistryException(RegistryFault.Odd, $"{registry} names no token server that can be asked; look whether a proxy answers in its place");
        if (realm.Scheme is "http" && !address.IsPlainHttp(registry))
            throw new RegistryException(RegistryFault.Odd, $"{registry} speaks https and sends us to a token server that speaks http, {realm.Host}; nothing is shown to it, have the registry's realm corrected");
        return realm;
    }

    private static HttpRequestMessage Request(RegistryQuestion question, Uri realm, AuthenticationChallenge challenge, RegistryCredential? credential)
    {
        var scope = challenge.Scope ?? question.Scope;
        if (credential is { Kind: CredentialKind.Identity })
        {
            return new HttpRequestMessage(HttpMethod.Post, realm)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "refresh_token"), new("service", challenge.Service ?? ""), new("scope", scope),
                    new("client_id", "registry-janitor-lifecycle"), new("refresh_token", credential.Secret),
                ]),
            };
        }

        var asked = realm.Query.Length > 1 ? $"{realm.Query}&" : "?";
        var service = challenge.Service is { } name ? $"service={Uri.EscapeDataString(name)}&" : "";
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = $"{asked}{service}scope={Uri.EscapeDataString(scope)}" }.Uri);
        if (credential is not null)
            request.Headers.Authorization = Basic(credential);
        return request;
    }

    private RegistryException Refusal(string registry, Uri realm, HttpResponseMessage answer, byte[] body, RegistryCredential? credential)
    {
        var words = credentials.Clean(RegistryWords.Read(body));
        var said = words.Length > 0 ? $" ({words})" : "";
        var status = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new RegistryException(RegistryFault.RateLimited, $"{realm.Host}, the token server of {registry}, was asked too often{said}; the next run goes on")
            {
                RetryAt = clock.GetUtcNow() + (RetryAfter.Read(answer.Headers, clock.GetUtcNow()) ?? TimeSpan.FromMinutes(1)),
            },
            >= HttpStatusCode.InternalServerError => new RegistryException(RegistryFault.Trouble, $"{realm.Host}, the token server of {registry}, answers {status}{said}; the next run tries again"),
            _ => new RegistryException(RegistryFault.Unauthorized, credential is null
                ? $"{realm.Host}, the token server of {registry}, answers {status} to a stranger{said}; {Cure(registry)}"
                : $"{realm.Host}, the token server of {registry}, answers {status} to {credential}{said}; correct it, or renew it if it has expired"),
        };
    }

    /// <summary>What gives a registry credentials.</summary>
    internal static string Cure(string registry)
    {
        var name = string.Concat(RegistryHost.Canonical(registry).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
        return $"set LIFECYCLE_{name}_USERNAME and LIFECYCLE_{name}_PASSWORD_FILE";
    }
}
