using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>A manifest as it was sent.</summary>
/// <param name="Digest">Of the bytes.</param>
/// <param name="MediaType">As the registry says; <see cref="Oci.MediaType.None"/>: it does not.</param>
/// <param name="Bytes">At most 4 MiB.</param>
public sealed record ManifestContent(Digest Digest, MediaType MediaType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>One that is to be sent.</summary>
    public static ManifestContent Of(MediaType mediaType, ReadOnlyMemory<byte> bytes)
    {
        var hash = new Sha256();
        hash.Append(bytes.Span);
        return new ManifestContent(hash.Finish(), mediaType, bytes);
    }
}
