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

        // Listed before any tag is read: what is pushed from here on cannot be a candidate.
        var faults = new List<StoreFault>();
        var revisions = RevisionLister.List(layout.Revisions(repository.Name), faults.Add).ToDictionary(revision => revision.Digest);
        var roots = verdicts.OfType<Verdict.Keep>()
            .Select(verdict => Target(repository.Name, verdict.Tag.Tag, revisions, faults, stop)).OfType<Digest>().ToHashSet();
        var following = new List<FollowingTag>();
        foreach (var verdict in verdicts.OfType<Verdict.Follow>())
        {
            if (Target(repository.Name, verdict.Tag.Tag, revisions, faults, stop) is { } target)
                following.Add(new FollowingTag(verdict.Tag, verdict.Referrer, target, MayBeElsewhere(verdict, revisions)));
        }

        if (following.Count == 0 && revisions.Keys.All(roots.Contains))
            return Outcome(faults, dead: [], gone: []);
        roots.UnionWith(revisions.Values.Where(revision => revision.Link.ModifiedAt >= youngSince).Select(revision => revision.Digest));
        var reached = new Reachability(ReadManifests(revisions.Keys, faults, stop), roots, following);
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
        var roots = TagLister.List(layout.Tags(repository), faults.Add)
            .Select(tag => Target(repository, tag, all, faults, stop)).OfType<Digest>().ToHashSet();
        roots.UnionWith(all.Values.Where(revision => revision.Link.ModifiedAt >= youngSince).Select(revision => revision.Digest));
        var reached = new Reachability(ReadManifests(all.Keys, faults, stop), roots, following: []);
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

    /// <summary>What a tag points at; null when the tag was deleted since the scan, or with a fault when that cannot be known.</summary>
    private Digest? Target(
        RepositoryName repository, Tag tag, Dictionary<Digest, RevisionSnapshot> revisions, List<StoreFault> faults, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var path = layout.TagLink(repository, tag);
        switch (LinkFile.Read(path))
        {
            case LinkFile.Unreadable unreadable:
                faults.Add(unreadable.Fault);
                return null;
            case LinkFile.Names { Digest: var digest }:
                if (revisions.ContainsKey(digest))
                    return digest;

                // Pushed since the revisions were listed, or broken for longer.
                if (RevisionLister.Find(layout.Revisions(repository), digest) is { } revision)
                    revisions.Add(digest, revision);
                else
                    faults.Add(new StoreFault.Unreadable(path, $"the tag points at {digest}, which this repository does not have", "Push the tag again or delete it; its repository keeps its manifests until then."));
                return digest;
            default:
                return null;
        }
    }

    /// <summary>
    /// A signature may lie in another repository than what it signs (COSIGN_REPOSITORY), and may be pushed before it. So its subject counts
    /// as gone only when this repository had it and loses it, or when the whole store has no such blob.
    /// </summary>
    private bool MayBeElsewhere(Verdict.Follow verdict, Dictionary<Digest, RevisionSnapshot> revisions)
    {
        if (revisions.Keys.Any(verdict.Referrer.MayReferTo))
            return false;
        return verdict.Tag.PushedAt >= youngSince
            || !verdict.Referrer.TryGetSubject(out var subject)
            || File.Exists(layout.BlobData(subject));
    }

    private Dictionary<Digest, Manifest> ReadManifests(IEnumerable<Digest> digests, List<StoreFault> faults, CancellationToken stop)
    {
        var manifests = new Dictionary<Digest, Manifest>();
        foreach (var digest in digests)
        {
            stop.ThrowIfCancellationRequested();
            switch (ManifestFile.Read(layout, digest))
            {
                case ManifestFile.Understood understood:
                    manifests.Add(digest, understood.Manifest);
                    break;
                case ManifestFile.NotUnderstood { Fault: var fault }:
                    faults.Add(fault);
                    break;
            }
        }

        return manifests;
    }
}
