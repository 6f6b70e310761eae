using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images.Templates;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>What the templates of an image may name.</summary>
public static class ImageVariables
{
    /// <summary>All of it.</summary>
    /// <param name="build">What all images share.</param>
    /// <param name="entry">The image.</param>
    /// <param name="from">What it is built from.</param>
    public static TemplateVariables Of(BuildSection build, ImageEntry entry, BaseImage from) => new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Version"] = VersionOf(entry, from),
            ["CoreVersion"] = build.CoreVersion ?? "",
            ["Image"] = $"{from.Image}",
            ["MirrorImage"] = entry.MirrorImage.Name,
            ["MirrorTag"] = from.Tag,
            ["MirrorDigest"] = $"{from.Digest}",
            ["Name"] = entry.Name,
            ["Registry"] = $"{build.Registry}",
        },
        entry.Arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal));

    /// <summary>The version of an image: what the file says, else that of its base.</summary>
    public static string VersionOf(ImageEntry entry, BaseImage from) => entry.Version ?? from.Tag;
}
