using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>
/// Reads back what was copied. Every manifest is read whole and compared with its digest. Of every blob the last byte is read and the size compared: a registry can
/// answer HEAD from a memory of what was collected since, and opening the file cannot. With <c>full</c> every byte is read.
/// </summary>
/// <param name="registries">Who is asked.</param>
/// <param name="full">Whether every byte is read.</param>
internal sealed class CopyVerifier(RegistryClient registries, bool full)
{
    private const int DeepestIndex = 3;

    /// <summary>Returns when all of it answers: when the newest image in it was made, UTC; null: none says.</summary>
    /// <param name="image">The tag at the target.</param>
    /// <param name="expected">What it has to be.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="RegistryException">Something is not as it should be.</exception>
    internal async Task<DateTimeOffset?> VerifyAsync(ImageReference image, Digest expected, CancellationToken cancel)
    {
        var head = await registries.HeadAsync(image, cancel);
        if (head?.Digest != expected)
            throw new RegistryException(RegistryFault.Odd, $"{image} is {head?.Digest.ToString() ?? "not there"} after {expected} was copied to it; look who else writes to it");
        var images = new List<Manifest.Image>();
        await ManifestAsync(image, expected, [], images, depth: 0, cancel);
        return await new CreationReader(registries).OfAsync(image, images, cancel);
    }

    private async Task ManifestAsync(ImageReference image, Digest digest, HashSet<Digest> seen, List<Manifest.Image> images, int depth, CancellationToken cancel)
    {
        if (!seen.Add(digest))
            return;
        var content = await registries.ManifestAsync(image.WithDigest(digest), cancel);
        var manifest = ManifestReader.Read(content.Bytes.Span);
        if (manifest is Manifest.Unknown unknown)
            throw new RegistryException(RegistryFault.Odd, $"{image.WithDigest(digest)} is no manifest that can be read back: {unknown.Reason}; look what it is at the source");
        if (manifest is Manifest.Index && depth == DeepestIndex)
            throw new RegistryException(RegistryFault.Odd, $"{image} is an index in an index, {DeepestIndex} deep; look what it is at the source");
        if (manifest is Manifest.Image one)
            images.Add(one);
        foreach (var part in manifest.References)
        {
            // In a cache of BuildKit the entries of an index are layers.
            if (manifest is Manifest.Index && (part.MediaType.IsManifest || part.MediaType == MediaType.None))
                await ManifestAsync(image, part.Digest, seen, images, depth + 1, cancel);
            else if (!part.HasUrls && seen.Add(part.Digest))
                await (full ? registries.ReadAsync(image, part, cancel) : registries.GlanceAsync(image, part, cancel));
        }
    }
}
