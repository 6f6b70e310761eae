using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>What a registry says of a manifest without sending it.</summary>
/// <param name="Digest">Of its bytes.</param>
/// <param name="MediaType">As the registry says; <see cref="Oci.MediaType.None"/>: it does not.</param>
public sealed record ManifestHead(Digest Digest, MediaType MediaType);
