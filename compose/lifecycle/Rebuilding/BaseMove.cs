using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding;

/// <summary>A base that is no longer what an image was built from.</summary>
/// <param name="Base">With its tag.</param>
/// <param name="From">The digest that the image was built from.</param>
/// <param name="To">The digest that the base has.</param>
/// <param name="Since">When it was first seen to have it, UTC.</param>
public sealed record BaseMove(ImageReference Base, Digest From, Digest To, DateTimeOffset Since)
{
    private const int ShortDigest = 12;

    /// <summary>Without its end.</summary>
    public string Sentence => $"its base {Base} moved from {From.Hex[..ShortDigest]} to {To.Hex[..ShortDigest]}";
}
