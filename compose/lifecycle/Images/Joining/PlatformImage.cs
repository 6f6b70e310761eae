using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images.Joining;

/// <summary>The image of one platform, as its registry has it.</summary>
/// <param name="Platform">What it is for.</param>
/// <param name="Manifest">Its manifest, which is no index.</param>
public sealed record PlatformImage(ImagePlatform Platform, Descriptor Manifest);
