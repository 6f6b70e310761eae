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
            images.Add(await OneAsync(entry, cancel));
        }

        return images;
    }

    private async Task<GraphImage> OneAsync(ImageEntry entry, CancellationToken cancel)
    {
        var origin = new ImageOrigin.Template(entry.Folder);
        try
        {
            var image = await preparer.PrepareAsync(entry, cancel);
            return new GraphImage(entry.Name, image.Image.WithoutTag(), [new TagPattern($"{image.Image.Tag}")], DockerfileBases.Of(image.Dockerfile, InputsOf(entry)), origin);
        }
        catch (Exception refused) when (refused is ImageException or IOException or UnauthorizedAccessException)
        {
            IReadOnlyList<BaseUse> mirror = entry.MirrorTag is { } tag ? [new BaseUse(entry.MirrorImage.WithTag(tag), BaseKind.From, Line: 0)] : [];
            return new GraphImage(entry.Name, Repository(entry), [TagPattern.Any], new BaseReading(mirror, [refused.Message.TrimEnd('.')]), origin);
        }
    }

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
