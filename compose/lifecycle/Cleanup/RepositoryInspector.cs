using System.Collections.Concurrent;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>Reads all that a plan needs, and changes nothing: the list of tags, HEAD of each, and each manifest with its configuration once.</summary>
/// <param name="registries">Who is asked.</param>
/// <param name="parallelism">Questions that are put at once.</param>
internal sealed class RepositoryInspector(RegistryClient registries, int parallelism)
{
    private const int DeepestIndex = 3;

    /// <summary>Reads a repository. What makes its tags uncertain is its <see cref="SeenRepository.Fault"/>.</summary>
    internal async Task<SeenRepository> ReadAsync(CleanupTarget target, CancellationToken cancel)
    {
        IReadOnlyList<Tag> tags;
        try
        {
            tags = await registries.TagsAsync(target.Repository, cancel);
        }
        catch (RegistryException absent) when (absent.Fault is RegistryFault.NotFound)
        {
            return new SeenRepository(target, []) { IsAbsent = true };
        }
        catch (RegistryException failed)
        {
            return new SeenRepository(target, []) { Fault = failed.Message };
        }

        if (tags.Distinct().Count() != tags.Count)
            return new SeenRepository(target, []) { Fault = $"{target.Repository.Registry} lists a tag of {target.Repository.Repository} twice, so that the list may lack others; run it again" };
        try
        {
            return Judged(new SeenRepository(target, await TagsAsync(target.Repository, tags, cancel)));
        }
        catch (RegistryException failed)
        {
            return new SeenRepository(target, []) { Fault = failed.Message };
        }
    }

    private static SeenRepository Judged(SeenRepository seen) => seen.Tags.FirstOrDefault(tag => tag.Content.HidesParts) is { } hidden
        ? seen with { Fault = $"what {hidden.Tag} consists of cannot be read, and any other tag may be a part of it: {hidden.Content.Trouble}" }
        : seen;

    private async Task<SeenTag[]> TagsAsync(ImageReference repository, IReadOnlyList<Tag> tags, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancel };
        var heads = new ManifestHead?[tags.Count];
        await Parallel.ForAsync(0, heads.Length, options, async (at, stop) => heads[at] = await registries.HeadAsync(repository.WithTag(tags[at]), stop));
        var contents = new ConcurrentDictionary<Digest, TagContent>();
        await Parallel.ForEachAsync(heads.OfType<ManifestHead>().DistinctBy(head => head.Digest), options, async (head, stop) =>
            contents[head.Digest] = await ContentAsync(repository, head.Digest, head.MediaType, depth: 0, stop));
        return [.. tags.Select((tag, at) => heads[at] is { } head ? new SeenTag(tag, head.Digest, contents[head.Digest]) : new SeenTag(tag, null, TagContent.None))];
    }

    private async Task<TagContent> ContentAsync(ImageReference repository, Digest digest, MediaType said, int depth, CancellationToken cancel)
    {
        ManifestContent read;
        try
        {
            read = await registries.ManifestAsync(repository.WithDigest(digest), cancel);
        }
        catch (RegistryException broken) when (IsOfThisOne(broken))
        {
            // An image has no parts that are manifests, whatever else is wrong with it.
            return new TagContent { Trouble = broken.Message, HidesParts = !said.IsImageManifest };
        }

        var manifest = ManifestReader.Read(read.Bytes.Span);
        var bases = ConfigurationReading.OfManifest(read.Bytes) is { } annotated ? new List<ImageBase> { annotated } : [];
        return manifest switch
        {
            Manifest.Index when depth == DeepestIndex => new TagContent { Trouble = $"{repository.WithDigest(digest)} is an index in an index, {DeepestIndex} deep", HidesParts = true },
            Manifest.Index index => await IndexAsync(repository, index, bases, depth, cancel),
            Manifest.Image image => await ImageAsync(repository, image, bases, cancel),
            _ => new TagContent
            {
                Trouble = $"{repository.WithDigest(digest)} is no manifest that can be understood: {(manifest as Manifest.Unknown)?.Reason}",
                // Manifests of schema 1 have layers alone.
                HidesParts = !(read.MediaType == MediaType.DockerSchema1 || read.MediaType == MediaType.DockerSchema1Signed),
            },
        };
    }

    private async Task<TagContent> IndexAsync(ImageReference repository, Manifest.Index index, List<ImageBase> bases, int depth, CancellationToken cancel)
    {
        var parts = new List<Digest>();
        DateTimeOffset? newest = null;
        string? trouble = null;
        var (hides, isCache) = (false, false);
        foreach (var entry in index.Manifests)
        {
            parts.Add(entry.Digest);
            isCache |= entry.MediaType == MediaType.BuildKitCacheConfig;
            // In a cache of BuildKit the entries of an index are layers.
            if (!entry.MediaType.IsManifest && entry.MediaType != MediaType.None)
                continue;
            var child = await ContentAsync(repository, entry.Digest, entry.MediaType, depth + 1, cancel);
            parts.AddRange(child.Parts);
            bases.AddRange(child.Bases);
            trouble ??= child.Trouble;
            hides |= child.HidesParts;
            isCache |= child.IsCache;
            newest = child.Created is { } created && !(created < newest) ? created : newest;
        }

        // A child that could not be read may be younger than the others.
        return new TagContent { Created = trouble is null ? newest : null, Trouble = trouble, HidesParts = hides, IsCache = isCache, Parts = parts, Subject = index.Subject?.Digest, Bases = bases };
    }

    private async Task<TagContent> ImageAsync(ImageReference repository, Manifest.Image image, List<ImageBase> bases, CancellationToken cancel)
    {
        var content = new TagContent { Subject = image.Subject?.Digest, Bases = bases };
        if (image.Config is not { } config)
            return content;
        if (config.MediaType == MediaType.BuildKitCacheConfig)
            return content with { IsCache = true };
        if (!ImageConfiguration.IsOne(config))
            return content;
        try
        {
            var (created, labelled) = ConfigurationReading.OfConfiguration(await registries.SmallBlobAsync(repository, config, ImageConfiguration.Longest, cancel));
            if (labelled is not null)
                bases.Add(labelled);
            return content with { Created = created };
        }
        catch (RegistryException broken) when (IsOfThisOne(broken))
        {
            return content with { Trouble = broken.Message };
        }
    }

    /// <summary>Whether the registry is well, and only this content is not.</summary>
    private static bool IsOfThisOne(RegistryException failed) => failed.Fault is RegistryFault.NotFound or RegistryFault.Odd or RegistryFault.Refused or RegistryFault.Trouble;
}
