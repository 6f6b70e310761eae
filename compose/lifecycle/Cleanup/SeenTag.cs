using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A tag as it was found.</summary>
/// <param name="Tag">It.</param>
/// <param name="Digest">Of its manifest; null: it is listed, and the registry says 404 to it.</param>
/// <param name="Content">What is known of the manifest.</param>
internal sealed record SeenTag(Tag Tag, Digest? Digest, TagContent Content);
