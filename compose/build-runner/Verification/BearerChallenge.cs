using System.Net.Http.Headers;

namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>What a registry asks for with <c>WWW-Authenticate: Bearer realm="...",service="..."</c> (RFC 6750, section 3; distribution, docs/spec/auth/token.md).</summary>
/// <param name="Realm">The address of the token server.</param>
/// <param name="Service">Who the token is for; empty: not said.</param>
internal sealed record BearerChallenge(string Realm, string Service)
{
    /// <summary>That of an answer; null: it has none, or none that names a token server.</summary>
    public static BearerChallenge? Of(HttpResponseHeaders headers)
    {
        foreach (var challenge in headers.WwwAuthenticate)
        {
            if (string.Equals(challenge.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) && challenge.Parameter is { } parameters && Value(parameters, "realm") is { Length: > 0 } realm)
                return new BearerChallenge(realm, Value(parameters, "service") ?? "");
        }

        return null;
    }

    /// <summary>The text in quotes behind a name; a value has no quote in it.</summary>
    private static string? Value(string parameters, string name)
    {
        var words = parameters.Split('"');
        for (var at = 0; at + 1 < words.Length; at += 2)
        {
            if (string.Equals(words[at].Trim(' ', ',', '\t'), $"{name}=", StringComparison.OrdinalIgnoreCase))
                return words[at + 1];
        }

        return null;
    }
}
