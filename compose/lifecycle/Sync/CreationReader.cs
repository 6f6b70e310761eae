using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>Reads when images were made, for the report. Whoever cannot say it is none the worse for it: nothing here fails a copy.</summary>
/// <param name="registries">Who is asked.</param>
internal sealed class CreationReader(RegistryClient registries)
{
    // As many platforms as anybody builds for; the rest were made on the same day.
    private const int MostImages = 8;

    /// <summary>Of a manifest that nobody has read yet; an index costs as many questions more as it has images.</summary>
    /// <param name="image">The repository.</param>
    /// <param name="digest">The manifest.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether it could be read at all, and when the newest image in it was made, UTC; null: none says.</returns>
    internal async Task<(bool WasRead, DateTimeOffset? Created)> OfAsync(ImageReference image, Digest digest, CancellationToken cancel)
    {
        try
        {
            var images = new List<Manifest.Image>();
            var manifest = await ReadAsync(image, digest, cancel);
            if (manifest is Manifest.Image alone)
                images.Add(alone);
            foreach (var part in manifest.References.Where(part => manifest is Manifest.Index && part.MediaType.IsImageManifest).Take(MostImages))
            {
                if (await ReadAsync(image, part.Digest, cancel) is Manifest.Image one)
                    images.Add(one);
            }

            return (true, await OfAsync(image, images, cancel));
        }
        catch (RegistryException)
        {
            // The next run asks again.
            return (false, null);
        }
    }

    /// <summary>Of images whose manifests were read: when the newest was made, UTC; null: none says.</summary>
    internal async Task<DateTimeOffset?> OfAsync(ImageReference image, IReadOnlyList<Manifest.Image> images, CancellationToken cancel)
    {
        DateTimeOffset? newest = null;
        foreach (var config in images.Select(one => one.Config).OfType<Descriptor>().Where(ImageConfiguration.IsOne).Take(MostImages))
        {
            try
            {
                if (ImageConfiguration.Created(await registries.SmallBlobAsync(image, config, ImageConfiguration.Longest, cancel)) is { } created && !(created < newest))
                    newest = created;
            }
            catch (RegistryException)
            {
                // What was copied was looked at already; its age alone is missing.
            }
        }

        return newest;
    }

    private async Task<Manifest> ReadAsync(ImageReference image, Digest digest, CancellationToken cancel) =>
        ManifestReader.Read((await registries.ManifestAsync(image.WithDigest(digest), cancel)).Bytes.Span);
}
