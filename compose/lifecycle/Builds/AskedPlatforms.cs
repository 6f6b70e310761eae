namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>An image that was asked for once for each of its platforms, and which is to be one image under its own tag.</summary>
/// <param name="Image">Registry, repository and that tag.</param>
/// <param name="Builds">One for each platform, in the order of the file.</param>
/// <param name="Annotations">What the index says of itself: the labels that its images have.</param>
public sealed record AskedPlatforms(string Image, IReadOnlyList<AskedPlatform> Builds, IReadOnlyDictionary<string, string> Annotations);
