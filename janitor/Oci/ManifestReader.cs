using System.Text.Json;
using System.Text.Unicode;

namespace RegistryJanitor.Oci;

/// <summary>Reads manifests.</summary>
/// <remarks>
/// <para>Whoever asks will remove what a manifest does not reference. So the answer is <see cref="Manifest.Unknown"/> unless the
/// registry, which is written in Go, is certain to see the same references. Go's encoding/json takes keys in any case, also <c>ſ</c> for
/// s and the Kelvin sign for k, and of several equal ones the last wins, or they merge. Instead of imitating that, a known key that is
/// doubled or spelt otherwise is refused.</para>
/// <para>Read are Docker schema 2 and manifest lists, OCI images and indexes (without a media type: by shape), and artifact manifests.
/// Sources: OCI image-spec, manifest.md and image-index.md; distribution 2.8.3, registry/storage/manifeststore.go, <c>Get</c>.</para>
/// </remarks>
public static class ManifestReader
{
    /// <summary>Levels of nesting beyond which content is unknown. Real manifests have four.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads one manifest. What cannot be read for certain is <see cref="Manifest.Unknown"/>, never an exception.</summary>
    public static Manifest Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) return new Manifest.Unknown("it begins with a byte order mark, which JSON does not allow");

        if (!Utf8.IsValid(utf8)) return new Manifest.Unknown("it is not UTF-8");

        var document = new ManifestDocument(utf8);
        try
        {
            return document.Read();
        }
        catch (JsonException e)
        {
            return new Manifest.Unknown(document.Depth >= MaxDepth
                ? $"it is nested {MaxDepth} levels deep or more"
                : $"it is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
    }
}
