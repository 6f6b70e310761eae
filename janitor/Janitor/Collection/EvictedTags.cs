using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>The tags that passes have evicted and that can still come back. They lie under the paths they had, so no record of them is needed.</summary>
internal static class EvictedTags
{
    private const string Cure = "It may be any image's, so every manifest and blob stays until its time to come back is over.";

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
                // Those without a link were half forgotten by a pass that was killed.
                foreach (var tag in repository.Tags.Concat(repository.TagsWithoutLink.Select(tag => new TagSnapshot(tag, default))))
                    found.Add(new EvictedTag(pass, repository.Name, tag, Target(evicted.TagLink(repository.Name, tag.Tag), report), pass.Began + undo));
            }
        }

        return [.. found.OrderByDescending(tag => tag.Pass.Began).ThenBy(tag => tag.Repository).ThenBy(tag => tag.Tag.Tag.Value, StringComparer.Ordinal)];
    }

    private static Digest? Target(string link, Action<StoreFault> report)
    {
        switch (LinkFile.Read(link))
        {
            case LinkFile.Names { Digest: var target }:
                return target;
            case LinkFile.Unreadable { Fault: var fault }:
                report(new StoreFault.Unreadable(fault.Path, fault.Cause, Cure));
                return null;
            default:
                return null;
        }
    }
}
