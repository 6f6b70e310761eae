using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Daemon.Http;

namespace RegistryJanitor.GitMirror.Web;

/// <summary>
/// What a webhook must know. Forges show it in their own ways: GitLab sends it (<c>X-Gitlab-Token</c>), GitHub and Gitea sign the body with it
/// (<c>X-Hub-Signature-256: sha256=HEX</c>, <c>X-Gitea-Signature: HEX</c>; HMAC-SHA-256); a script sends <c>Authorization: Bearer</c>. One of them is enough.
/// </summary>
/// <param name="secret">As text; on the wire it is UTF-8.</param>
internal sealed class WebhookSecret(string secret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>Whether who sent a request knows the secret.</summary>
    public bool IsKnownTo(HttpRequest request)
    {
        var bearer = request.Header("Authorization");
        return IsSecret(request.Header("X-Gitlab-Token"))
            || (bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && IsSecret(bearer["Bearer ".Length..].Trim()))
            || (request.Header("X-Hub-Signature-256") is { Length: > 0 } github && IsSignature(github, "sha256=", request.Body))
            || (request.Header("X-Gitea-Signature") is { Length: > 0 } gitea && IsSignature(gitea, "", request.Body));
    }

    private bool IsSecret(string given) => given.Length > 0 && Equal(Encoding.Latin1.GetBytes(given), _secret);

    private bool IsSignature(string given, string prefix, ReadOnlyMemory<byte> body) => Equal(
        Encoding.Latin1.GetBytes(given.ToLowerInvariant()),
        Encoding.ASCII.GetBytes(prefix + Convert.ToHexStringLower(HMACSHA256.HashData(_secret, body.Span))));

    /// <summary>In a time that tells nothing of where they differ, nor of the length.</summary>
    private static bool Equal(byte[] given, byte[] wanted) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(wanted));
}
