using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 5 and 6 in one repository: lists its revisions, then finds out which of them something leads to.</summary>
/// <param name="layout">The store.</param>
/// <param name="youngSince">A revision or a referrer's tag pushed since then stays: its tag, index or subject may be on the way.</param>
public sealed class RepositoryMarker(StorageLayout layout, DateTimeOffset youngSince)
{
    /// <summary>Marks one repository, given what becomes of its tags.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public MarkOutcome Mark(ScannedRepository repository, IReadOnlyCollection<Verdict> verdicts, CancellationToken stop)
    {
        if (!repository.IsWhole)
            return new MarkOutcome.Incomplete([.. repository.Faults.OfType<StoreFault.Unreadable>()]);

        if (!repository.HasManifests)
            return MarkOutcome.Complete.EverythingLives;

        // Listed before any tag is read: what is pushed from here on cannot be a candidate.
        var faults = new List<StoreFault>();
        var revisions = RevisionLister.List(layout.Revisions(repository.Name), faults.Add).ToDictionary(revision => revision.Digest);
        using var targets = new TagTargets(layout, repository.Name, revisions, faults.Add);
        var roots = new HashSet<Digest>();
        var following = new List<FollowingTag>();
        foreach (var verdict in verdicts)
        {
            stop.ThrowIfCancellationRequested();
            if (verdict is Verdict.Evict || targets.Of(verdict.Tag.Tag) is not { } target)
                continue;
            if (verdict is Verdict.Follow follow)
                following.Add(new FollowingTag(follow.Tag, follow.Referrer, target, MayBeElsewhere(follow, revisions)));
            else
                roots.Add(target);
        }

        if (following.Count == 0 && revisions.Keys.All(roots.Contains))
            return Outcome(faults, dead: [], gone: []);
        roots.UnionWith(revisions.Values.Where(revision => revision.Link.ModifiedAt >= youngSince).Select(revision => revision.Digest));
        var manifests = Read(revisions.Keys, stop);
        var understood = manifests.Understood;
        var reached = new Reachability(understood, roots, following.ConvertAll(tag => tag with { MayBeElsewhere = tag.MayBeElsewhere || !IsReferrer(tag, understood) }));
        faults.AddRange(manifests.FaultsAmong(reached.Live));
        return Outcome(faults, revisions.Values.Where(revision => !reached.Live.Contains(revision.Digest)), reached.Gone);
    }

    /// <summary>Which of some revisions are reached from the tags and revisions that a repository has now.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="trashed">Revisions that were moved away; all of them are named if anything cannot be read.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IReadOnlySet<Digest> StillNamed(
        RepositoryName repository, IReadOnlyCollection<RevisionSnapshot> trashed, CancellationToken stop)
    {
        var faults = new List<StoreFault>();
        var all = RevisionLister.List(layout.Revisions(repository), faults.Add).Concat(trashed).DistinctBy(revision => revision.Digest)
            .ToDictionary(revision => revision.Digest);
        using var targets = new TagTargets(layout, repository, all, faults.Add);
        var roots = TagLister.List(layout.Tags(repository), faults.Add).Select(targets.Of).OfType<Digest>().ToHashSet();
        roots.UnionWith(all.Values.Where(revision => revision.Link.ModifiedAt >= youngSince).Select(revision => revision.Digest));
        var manifests = Read(all.Keys, stop);
        var reached = new Reachability(manifests.Understood, roots, following: []);
        faults.AddRange(manifests.FaultsAmong(reached.Live));
        var known = !faults.Exists(fault => fault is StoreFault.Unreadable);
        return trashed.Select(revision => revision.Digest).Where(digest => !known || reached.Live.Contains(digest)).ToHashSet();
    }

    private static MarkOutcome Outcome(List<StoreFault> faults, IEnumerable<RevisionSnapshot> dead, IEnumerable<FollowingTag> gone)
    {
        var unreadable = faults.OfType<StoreFault.Unreadable>().ToArray();
        return unreadable.Length == 0
            ? new MarkOutcome.Complete([.. dead.OrderBy(revision => revision.Digest)], [.. gone])
            : new MarkOutcome.Incomplete([.. unreadable]);
    }

    private ManifestSet Read(IEnumerable<Digest> revisions, CancellationToken stop)
    {
        var manifests = new ManifestSet(layout);
        foreach (var revision in revisions)
        {
            stop.ThrowIfCancellationRequested();
            manifests.Add(revision);
        }

        return manifests;
    }

    /// <summary>Whoever names images by their content writes <c>sha256-HEX</c>, too; the fallback tag of the OCI points at an index or at a referrer.</summary>
    private static bool IsReferrer(FollowingTag tag, IReadOnlyDictionary<Digest, Manifest> manifests) =>
        tag.Referrer.Kind is not ReferrerKind.Index
        || !manifests.TryGetValue(tag.Target, out var manifest)
        || manifest is Manifest.Index || manifest.Subject is not null;

    /// <summary>
    /// A signature may lie in another repository than what it signs (COSIGN_REPOSITORY), and may be pushed before it. So its subject counts
    /// as gone only when this repository had it and loses it, or when the whole store has no such blob.
    /// </summary>
    private bool MayBeElsewhere(Verdict.Follow verdict, Dictionary<Digest, RevisionSnapshot> revisions)
    {
        if (!verdict.Referrer.TryGetSubject(out var subject))
            return !revisions.Keys.Any(verdict.Referrer.MayReferTo); // half a digest finds no blob
        return !revisions.ContainsKey(subject) && (verdict.Tag.PushedAt >= youngSince || File.Exists(layout.BlobData(subject)));
    }
}
