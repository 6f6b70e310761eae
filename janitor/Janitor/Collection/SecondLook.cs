using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 10: what a repository leads to now. Reads the links of all its tags, whatever was remembered of them.</summary>
/// <param name="layout">The store.</param>
/// <param name="graph">What manifests lead to.</param>
/// <param name="present">The manifests that there are.</param>
internal sealed class SecondLook(StorageLayout layout, ReferenceGraph graph, PresentRevisions present)
{
    /// <summary>What the tags and manifests of a repository lead to, by number; null when that cannot be known, so that anything may be meant.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="trashed">Its manifests that were moved away.</param>
    /// <param name="writtenAgain">Those of them that were written again since.</param>
    /// <param name="report">Where to put what cannot be known.</param>
    public IReadOnlySet<int>? NamedIn(
        RepositoryName repository, IReadOnlyList<Digest> trashed, IReadOnlyList<Digest> writtenAgain, Action<StoreFault> report)
    {
        var known = true;
        var there = present.Of(repository, Report);
        HashSet<int> revisions = [.. there, .. graph.Digests.NumbersOf(trashed)];
        using var targets = new TagTargets(layout, repository, graph.Digests, revisions, Report) { TrustsListing = true };
        List<int> roots = [.. there, .. graph.Digests.NumbersOf(writtenAgain)];
        foreach (var tag in TagLister.List(layout.Tags(repository), Report))
        {
            if (targets.Of(tag) is { } target)
                roots.Add(target);
        }

        roots.AddRange(targets.Arrived);
        var reached = new Reachability(graph, revisions, following: [], isThere: _ => true, new LayerAliases(layout, repository, graph.Digests, Report).Of);
        reached.Add(roots);
        foreach (var fault in reached.Faults)
            Report(fault);
        return known ? reached.Live : null;

        void Report(StoreFault fault)
        {
            known &= fault is not StoreFault.Unreadable;
            if (fault is StoreFault.Unreadable)
                report(fault);
        }
    }

    /// <summary>Whether a digest is among what <see cref="NamedIn"/> found.</summary>
    public bool IsAmong(IReadOnlySet<int> named, Digest digest) => graph.Digests.TryFind(digest, out var number) && named.Contains(number);

    /// <summary>Whether the subject that a referrer's tag speaks of is among them.</summary>
    public bool HasSubject(IReadOnlySet<int> named, ReferrerTag tag) => tag.TryGetSubject(out var subject)
        ? IsAmong(named, subject)
        : named.Any(number => tag.MayReferTo(graph.Digests[number]));
}
