using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 10: what a repository leads to now. Reads the links of all its tags, whatever was remembered of them.</summary>
/// <param name="layout">The store.</param>
/// <param name="graph">What manifests lead to.</param>
internal sealed class SecondLook(StorageLayout layout, ReferenceGraph graph)
{
    /// <summary>What the tags and manifests of a repository lead to, by number; null when that cannot be known, so that anything may be meant.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="trashed">Its manifests that were moved away.</param>
    /// <param name="writtenAgain">Those of them that were written again since.</param>
    /// <param name="report">Where to put what cannot be known.</param>
    public IReadOnlySet<int>? NamedIn(
        RepositoryName repository, IReadOnlyCollection<Digest> trashed, IReadOnlyCollection<Digest> writtenAgain, Action<StoreFault> report)
    {
        var known = true;
        var present = DirectoryLister.Digests(layout.Revisions(repository), Report).Select(graph.Digests.NumberOf).ToHashSet();
        var revisions = present.Concat(trashed.Select(graph.Digests.NumberOf)).ToHashSet();
        using var targets = new TagTargets(layout, repository, graph.Digests, revisions, Report) { TrustsListing = true };
        var roots = TagLister.List(layout.Tags(repository), Report).Select(targets.Of).OfType<int>().ToList();
        roots.AddRange(present);
        roots.AddRange(targets.Arrived);
        roots.AddRange(writtenAgain.Select(graph.Digests.NumberOf));
        var reached = new Reachability(graph, revisions, following: []);
        reached.Add(roots);
        foreach (var fault in reached.Faults)
            Report(fault);
        var aliases = LayerAliases.Of(layout, repository, graph.Digests, reached.Live, Report).ToHashSet();
        aliases.UnionWith(reached.Live);
        return known ? aliases : null;

        void Report(StoreFault fault)
        {
            known &= fault is not StoreFault.Unreadable;
            if (fault is StoreFault.Unreadable)
                report(fault);
        }
    }

    /// <summary>Whether a digest is among what <see cref="NamedIn"/> found.</summary>
    public bool IsAmong(IReadOnlySet<int> named, Digest digest) => graph.Digests.TryFind(digest, out var number) && named.Contains(number);
}
