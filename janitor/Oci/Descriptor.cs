namespace RegistryJanitor.Oci;

/// <summary>A reference from a manifest to a blob or to another manifest.</summary>
/// <param name="MediaType">What the content is said to be; <see cref="Oci.MediaType.None"/> when it is not said.</param>
/// <param name="Digest">The digest of the content.</param>
/// <param name="Size">The size of the content in bytes, as the manifest claims it; 0 when it claims none.</param>
/// <param name="HasUrls">
/// Whether the content can be had elsewhere (a foreign layer). The registry accepts the push without the blob, so it may be missing here.
/// </param>
/// <remarks>Format: OCI image-spec, descriptor.md; the registry's own reading: distribution, blobs.go.</remarks>
public readonly record struct Descriptor(MediaType MediaType, Digest Digest, long Size, bool HasUrls = false);
