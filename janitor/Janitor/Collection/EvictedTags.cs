using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>The tags that passes have evicted and that can still come back. They lie under the paths they had, so no record of them is needed.</summary>
internal static class EvictedTags
{
    /// <summary>All of them, the latest evicted first; those whose time is over, too.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="undo">For how long they can come back.</param>
    /// <param name="report">Where to put what could not be read.</param>
    public static IReadOnlyList<EvictedTag> Read(StorageLayout layout, TimeSpan undo, Action<StoreFault> report)
    {
        var found = new List<EvictedTag>();
        foreach (var pass in PassLister.List(layout.Undo, report))
        {
            var evicted = layout.EvictedBy(pass);
            var store = StoreScanner.Scan(evicted, parallelism: 1, CancellationToken.None);
            foreach (var fault in store.AllFaults.OfType<StoreFault.Unreadable>())
                report(fault);
            foreach (var repository in store.Repositories)
            {
                foreach (var tag in repository.Tags)
                {
                    if (LinkFile.Read(evicted.TagLink(repository.Name, tag.Tag)) is LinkFile.Names { Digest: var target })
                        found.Add(new EvictedTag(pass, repository.Name, tag, target, pass.Began + undo));
                    else
                        report(new StoreFault.Broken(evicted.TagLink(repository.Name, tag.Tag), "the evicted tag names no manifest", "It cannot come back."));
                }
            }
        }

        return [.. found.OrderByDescending(tag => tag.Pass.Began).ThenBy(tag => tag.Repository).ThenBy(tag => tag.Tag.Tag.Value, StringComparer.Ordinal)];
    }
}
