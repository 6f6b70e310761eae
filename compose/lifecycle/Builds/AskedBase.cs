namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>What an image is built from by a tag, as it was when the image was asked for.</summary>
/// <param name="Image">With its tag; our own registry under the first of its names.</param>
/// <param name="Digest">That the tag had; null: nobody knows.</param>
public sealed record AskedBase(string Image, string? Digest);
