using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>What an image is built from, as its registry has it now.</summary>
/// <param name="Image">With its tag.</param>
/// <param name="Digest">That the tag has.</param>
public sealed record BaseImage(ImageReference Image, Digest Digest)
{
    /// <summary>The tag alone.</summary>
    public string Tag => $"{Image.Tag}";
}
