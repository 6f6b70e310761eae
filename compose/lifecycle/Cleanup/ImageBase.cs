using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What an image says that it is built from (OCI image-spec, annotations.md): <c>org.opencontainers.image.base.name</c> and <c>.base.digest</c>.</summary>
/// <param name="Name">The tag; null: it does not say.</param>
/// <param name="Digest">The manifest; null: it does not say.</param>
internal sealed record ImageBase(ImageReference? Name, Digest? Digest);
