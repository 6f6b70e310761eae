using System.Buffers;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>Tags under which signatures and other referrers stand: <c>sha256-HEX</c>, with or without <c>.sig</c>, <c>.att</c> or <c>.sbom</c>.</summary>
/// <remarks>Formats: OCI distribution-spec 1.1, "Referrers Tag Schema"; cosign's signature specification.</remarks>
internal static class ReferrerTag
{
    private const int Digits = 64;
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a tag is one.</summary>
    internal static bool IsOne(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && tag[..dash] is "sha256" or "sha512" && tag.Length >= dash + 1 + Digits && !tag.AsSpan(dash + 1, Digits).ContainsAnyExcept(s_hex);
    }
}
