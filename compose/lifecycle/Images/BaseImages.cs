using System.Collections.Concurrent;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>Looks up what images are built from. No manifest is read: digests come by HEAD, and each only once. Many may ask at once.</summary>
/// <param name="registries">Who is asked.</param>
public sealed class BaseImages(RegistryClient registries)
{
    private readonly ConcurrentDictionary<ImageReference, Digest> _known = new();

    // Whoever does not answer for one image is not asked for the next thousand.
    private readonly ConcurrentDictionary<string, RegistryException> _silent = new(StringComparer.Ordinal);

    /// <summary>The base of an image.</summary>
    /// <exception cref="ImageException">It is not there, or its registry does not say.</exception>
    public async Task<BaseImage> OfAsync(ImageEntry entry, CancellationToken cancel)
    {
        var mirror = entry.MirrorImage;
        try
        {
            var image = mirror.WithTag(entry.MirrorTag ?? await UnlessSilentAsync(mirror, () => NewestAsync(mirror, cancel)));
            return new BaseImage(image, await DigestAsync(image, cancel)
                ?? throw new ImageException($"{mirror.Registry} has no {image}, from which it is built; correct mirror_tag, or run lifecycle sync if that copies it"));
        }
        catch (RegistryException failed)
        {
            throw new ImageException(failed.Message);
        }
    }

    /// <summary>What a tag has; null: there is no such tag.</summary>
    /// <exception cref="RegistryException">Its registry does not say.</exception>
    public async Task<Digest?> DigestAsync(ImageReference image, CancellationToken cancel)
    {
        if (_known.TryGetValue(image, out var known))
            return known;
        if (await UnlessSilentAsync(image, () => registries.HeadAsync(image, cancel)) is not { } head)
            return null;
        return _known[image] = head.Digest;
    }

    /// <summary>The newest release without a variant, or of the one variant that there is; null: there is none, or which variant is meant cannot be told.</summary>
    internal static Tag? Newest(IEnumerable<Tag> tags) => Variants(tags) switch
    {
        [{ Key: "" } plain, ..] => plain.First().Tag,
        [var only] => only.First().Tag,
        _ => null,
    };

    private async Task<T> UnlessSilentAsync<T>(ImageReference image, Func<Task<T>> ask)
    {
        if (_silent.TryGetValue(image.Registry, out var silent))
            throw silent;
        try
        {
            return await ask();
        }
        catch (RegistryException failed) when (failed.Fault is RegistryFault.Unreachable)
        {
            _silent[image.Registry] = failed;
            throw;
        }
    }

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
