using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding;

/// <summary>A base that is no longer what an image was built from.</summary>
/// <param name="Base">With its tag.</param>
/// <param name="From">The digest that the image was built from; null: it was not there.</param>
/// <param name="To">The digest that the base has.</param>
/// <param name="Since">When it was first seen to have it, UTC.</param>
public sealed record BaseMove(ImageReference Base, Digest? From, Digest To, DateTimeOffset Since)
{
    private const int ShortDigest = 12;

    /// <summary>Without its end.</summary>
    public string Sentence => From is { } from
        ? $"its base {Base} moved from {from.Hex[..ShortDigest]} to {To.Hex[..ShortDigest]}"
        : $"its base {Base} was not there when it was asked for, and now is {To.Hex[..ShortDigest]}";
}
