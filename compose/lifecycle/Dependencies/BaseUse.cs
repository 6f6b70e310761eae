using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>Something that an image is built from.</summary>
/// <param name="Image">With a tag, a digest or both.</param>
/// <param name="Kind">How.</param>
/// <param name="Line">Of the Dockerfile, from 1; 0: it was not read there.</param>
public sealed record BaseUse(ImageReference Image, BaseKind Kind, int Line)
{
    /// <summary>It is told by its digest: a tag that moves changes nothing, so there is nothing to rebuild for.</summary>
    public bool IsPinned => Image.Digest is not null;
}
