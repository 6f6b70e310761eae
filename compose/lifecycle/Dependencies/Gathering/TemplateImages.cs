using RegistryJanitor.Dockerfiles;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>
/// The images of <c>images</c>, with what their templates become. One that cannot be filled in now, for its registry is away, is told, and taken for what the file says
/// of it: built from its mirror.
/// </summary>
/// <param name="file">What is wanted.</param>
/// <param name="preparer">Who fills them in.</param>
internal sealed class TemplateImages(LifecycleFile file, ImagePreparer preparer)
{
    internal async Task<IReadOnlyList<GraphImage>> ReadAsync(CancellationToken cancel)
    {
        var images = new List<GraphImage>();
        foreach (var entry in file.Images)
        {
            cancel.ThrowIfCancellationRequested();
            images.Add((await OneAsync(entry, cancel)).Image);
        }

        return images;
    }

    /// <summary>One of them, with the tag that it is built from; null: that is not known.</summary>
    internal async Task<(GraphImage Image, ImageReference? Mirror)> OneAsync(ImageEntry entry, CancellationToken cancel)
    {
        var origin = new ImageOrigin.Template(entry.Folder);
        try
        {
            var image = await preparer.PrepareAsync(entry, cancel);
            return (new GraphImage(entry.Name, image.Image.WithoutTag(), [new TagPattern($"{image.Image.Tag}")], BasesOf(image), origin), image.Base.Image);
        }
        catch (Exception refused) when (refused is ImageException or IOException or UnauthorizedAccessException)
        {
            IReadOnlyList<BaseUse> mirror = entry.MirrorTag is { } tag ? [new BaseUse(entry.MirrorImage.WithTag(tag), BaseKind.From, Line: 0)] : [];
            return (new GraphImage(entry.Name, Repository(entry), [TagPattern.Any], new BaseReading(mirror, [refused.Message.TrimEnd('.')]), origin), null);
        }
    }

    /// <summary>What an image is built from.</summary>
    internal static BaseReading BasesOf(PreparedImage image) => Followed(DockerfileBases.Of(image.Dockerfile, InputsOf(image.Entry)), image.Base);

    /// <summary>What <c>{{.MirrorDigest}}</c> pins is filled in anew each time: it follows the tag.</summary>
    private static BaseReading Followed(BaseReading read, BaseImage mirror) => read with
    {
        Uses = [.. read.Uses.Select(use => use.Image.Name.Equals(mirror.Image.Name, StringComparison.Ordinal) && use.Image.Digest == mirror.Digest ? use with { Image = mirror.Image } : use)],
    };

    private ImageReference Repository(ImageEntry entry)
    {
        try
        {
            return file.Build.Registry!.Of(entry.Name);
        }
        catch (FormatException)
        {
            // Told already, by whoever would have called it so.
            return entry.MirrorImage.WithoutTag();
        }
    }

    private static BuildInputs InputsOf(ImageEntry entry) => new()
    {
        Arguments = entry.Arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal),
        Platform = $"{entry.Platforms[0]}",
    };
}
