using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the tags of a repository point at, for policies that count digests; read when first asked for, all of a repository at once.</summary>
/// <param name="layout">The store.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="stop">Ends it.</param>
internal sealed class TagDigests(StorageLayout layout, int parallelism, CancellationToken stop)
{
    private const int LinksAtOnce = 16;

    /// <summary>Of one repository. What cannot be read is null here, and the mark will say so.</summary>
    public Func<Tag, Digest?> Of(ScannedRepository repository)
    {
        var digests = new Lazy<Dictionary<Tag, Digest>>(() => Read(repository));
        return tag => digests.Value.TryGetValue(tag, out var digest) ? digest : null;
    }

    private Dictionary<Tag, Digest> Read(ScannedRepository repository)
    {
        var found = new LinkFile[repository.Tags.Length];
        WorkCrew.ForEach(parallelism, repository.Tags, LinksAtOnce, (i, tag) => found[i] = LinkFile.Read(layout.TagLink(repository.Name, tag.Tag)), stop);
        var digests = new Dictionary<Tag, Digest>();
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] is LinkFile.Names { Digest: var digest })
                digests.Add(repository.Tags[i].Tag, digest);
        }

        return digests;
    }
}
