using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace RegistryJanitor.Oci;

/// <summary>A tag that names no version of anything, but says of what manifest it speaks: its subject.</summary>
/// <remarks>
/// <para>The schema keeps 64 hex digits only, so of a sha512 subject the tag tells half: <see cref="TryGetSubject"/> is then false, and
/// <see cref="MayReferTo"/> is the question to ask.</para>
/// <para>Format: OCI distribution-spec, "Referrers Tag Schema"; cosign's suffixes from its signature specification. A suffix other than
/// cosign's three, or one of them on a sha512, makes an ordinary tag.</para>
/// </remarks>
public sealed record ReferrerTag
{
    private const int AlgorithmLength = 6;
    private const int HexStart = AlgorithmLength + 1;
    private const int HexLength = 64;
    private static readonly SearchValues<char> s_lowerHex = SearchValues.Create("0123456789abcdef");

    private ReferrerTag(Tag tag, ReferrerKind kind)
    {
        Tag = tag;
        Kind = kind;
    }

    /// <summary>The tag as it stands in the store.</summary>
    public Tag Tag { get; }

    /// <summary>What it holds about the subject.</summary>
    public ReferrerKind Kind { get; }

    private ReadOnlySpan<char> Algorithm => Tag.Value.AsSpan(0, AlgorithmLength);

    private ReadOnlySpan<char> SubjectHex => Tag.Value.AsSpan(HexStart, HexLength);

    /// <summary>Recognises a referrer tag; false for an ordinary one.</summary>
    public static bool TryParse(Tag tag, [NotNullWhen(true)] out ReferrerTag? referrer)
    {
        referrer = null;
        var text = tag.Value.AsSpan();
        if (text.Length < HexStart + HexLength || text.Slice(HexStart, HexLength).ContainsAnyExcept(s_lowerHex)) return false;

        var suffix = text[(HexStart + HexLength)..];
        ReferrerKind? kind = text[..HexStart] switch
        {
            "sha256-" => suffix switch
            {
                "" => ReferrerKind.Index,
                ".sig" => ReferrerKind.Signature,
                ".att" => ReferrerKind.Attestation,
                ".sbom" => ReferrerKind.Sbom,
                _ => null,
            },
            "sha512-" when suffix.IsEmpty => ReferrerKind.Index,
            _ => null,
        };
        if (kind is null) return false;

        referrer = new ReferrerTag(tag, kind.Value);
        return true;
    }

    /// <summary>The digest of the subject; false when the tag has only half of it (sha512).</summary>
    public bool TryGetSubject(out Digest subject) => Digest.TryParseHex(Algorithm, SubjectHex, out subject);

    /// <summary>Whether this can be the tag of that manifest: certain for a sha256; for a sha512, its first 64 hex digits agree.</summary>
    public bool MayReferTo(Digest subject) =>
        Algorithm.SequenceEqual(subject.Algorithm) && subject.Hex.AsSpan().StartsWith(SubjectHex);
}
