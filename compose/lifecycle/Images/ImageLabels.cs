using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>The labels of an image.</summary>
/// <remarks>Format: image-spec 1.1, annotations.md, "Pre-Defined Annotation Keys".</remarks>
public static class ImageLabels
{
    /// <summary>When it was asked for.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>The commit of the folder with the templates.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>The image's version.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>What it is built from, with its tag.</summary>
    public const string BaseName = "org.opencontainers.image.base.name";

    /// <summary>The digest that had when the image was asked for.</summary>
    public const string BaseDigest = "org.opencontainers.image.base.digest";

    /// <summary>Those that say what it is: when and by which commit say nothing of that, and another of them is no reason to build.</summary>
    public static SortedDictionary<string, string> Lasting(ImageEntry entry, BaseImage from) => new(StringComparer.Ordinal)
    {
        [Version] = ImageVariables.VersionOf(entry, from),
        [BaseName] = $"{from.Image}",
        [BaseDigest] = $"{from.Digest}",
    };

    /// <summary>All of them.</summary>
    /// <param name="image">Which.</param>
    /// <param name="revision">Null: none is known.</param>
    /// <param name="created">Null: left out.</param>
    public static SortedDictionary<string, string> All(PreparedImage image, string? revision, DateTimeOffset? created)
    {
        var labels = Lasting(image.Entry, image.Base);
        if (revision is not null)
            labels[Revision] = revision;
        if (created is { } moment)
            labels[Created] = moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return labels;
    }
}
