using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>Whether an image was built from what its base is now. What counts is the digest that the image says it was built from, and not what a build or a commit says.</summary>
public abstract record Staleness
{
    private Staleness()
    {
    }

    /// <summary>Its base is what it was built from.</summary>
    /// <param name="Base">That base.</param>
    public sealed record Fresh(ImageReference Base) : Staleness;

    /// <summary>Its base has moved.</summary>
    /// <param name="Base">That base.</param>
    /// <param name="Built">The digest it was built from.</param>
    /// <param name="Current">The digest that the base has.</param>
    public sealed record Stale(ImageReference Base, Digest Built, Digest Current) : Staleness;

    /// <summary>It was built from a digest, which cannot move.</summary>
    /// <param name="Base">With the digest.</param>
    public sealed record Pinned(ImageReference Base) : Staleness;

    /// <summary>It cannot be told.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record Unknown(string Why) : Staleness;

    /// <summary>Judges.</summary>
    /// <param name="name">The label <c>org.opencontainers.image.base.name</c>; null: it is not there.</param>
    /// <param name="digest">The label <c>org.opencontainers.image.base.digest</c>; null: it is not there.</param>
    /// <param name="current">The digest that the base has now; null: it has none, or its registry does not say.</param>
    public static Staleness Of(string? name, string? digest, Digest? current)
    {
        if (name is null)
            return new Unknown($"the image has no label {ImageLabels.BaseName}; it is known once the image is built by lifecycle");
        var (read, mistake) = ImageReference.Read(name);
        if (read is null)
            return new Unknown($"the label {ImageLabels.BaseName} is '{name}', which {mistake}");
        if (read.Digest is not null)
            return new Pinned(read);
        var image = read.WithTag(read.Tag ?? Tag.Parse("latest"));
        if (digest is null)
            return new Unknown($"the image has no label {ImageLabels.BaseDigest}, which would tell what {image} was then");
        if (!Digest.TryParse(digest, out var built))
            return new Unknown($"the label {ImageLabels.BaseDigest} is '{digest}', which is no digest");
        if (current is not { } now)
            return new Unknown($"the present digest of {image} is not known; its registry may be away, or the tag gone");
        return built == now ? new Fresh(image) : new Stale(image, built, now);
    }
}
