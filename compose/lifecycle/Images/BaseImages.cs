using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>Looks up what images are built from. No manifest is read: digests come by HEAD, and each only once.</summary>
/// <param name="registries">Who is asked.</param>
public sealed class BaseImages(RegistryClient registries)
{
    private readonly Dictionary<string, BaseImage> _known = new(StringComparer.Ordinal);

    // Whoever does not answer for one image is not asked for the next thousand.
    private readonly Dictionary<string, RegistryException> _silent = new(StringComparer.Ordinal);

    /// <summary>The base of an image.</summary>
    /// <exception cref="ImageException">It is not there, or its registry does not say.</exception>
    public async Task<BaseImage> OfAsync(ImageEntry entry, CancellationToken cancel)
    {
        var mirror = entry.MirrorImage;
        if (_silent.TryGetValue(mirror.Registry, out var silent))
            throw new ImageException(silent.Message);
        try
        {
            var image = mirror.WithTag(entry.MirrorTag ?? await NewestAsync(mirror, cancel));
            if (_known.TryGetValue($"{image}", out var known))
                return known;
            var head = await registries.HeadAsync(image, cancel)
                ?? throw new ImageException($"{mirror.Registry} has no {image}, from which it is built; correct mirror_tag, or run lifecycle sync if that copies it");
            return _known[$"{image}"] = new BaseImage(image, head.Digest);
        }
        catch (RegistryException failed)
        {
            if (failed.Fault is RegistryFault.Unreachable)
                _silent[mirror.Registry] = failed;
            throw new ImageException(failed.Message);
        }
    }

    /// <summary>The newest release without a variant, or of the one variant that there is; null: there is none, or which variant is meant cannot be told.</summary>
    internal static Tag? Newest(IEnumerable<Tag> tags) => Variants(tags) switch
    {
        [{ Key: "" } plain, ..] => plain.First().Tag,
        [var only] => only.First().Tag,
        _ => null,
    };

    private async Task<Tag> NewestAsync(ImageReference mirror, CancellationToken cancel)
    {
        var tags = await registries.TagsAsync(mirror, cancel);
        if (Newest(tags) is { } newest)
            return newest;
        var variants = Variants(tags);
        throw variants.Count == 0
            ? new ImageException($"{mirror.Name} has no tag that is a version, of which the newest could be taken; write mirror_tag")
            : new ImageException($"{mirror.Name} has versions of several variants ({string.Join(", ", variants.Select(variant => variant.Key))}), and which is meant cannot be told; write mirror_tag");
    }

    /// <summary>The releases of each variant, newest first; that without a name comes first.</summary>
    private static List<IGrouping<string, TagVersion>> Variants(IEnumerable<Tag> tags) =>
        [.. tags.Select(TagVersion.Read).OfType<TagVersion>().Where(version => version.IsRelease).Order(NewestFirst.Order).GroupBy(version => version.Variant, StringComparer.Ordinal).OrderBy(variant => variant.Key, StringComparer.Ordinal)];
}
