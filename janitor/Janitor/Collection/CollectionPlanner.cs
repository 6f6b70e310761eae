using System.Collections.Immutable;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 7, pure: verdicts and mark become steps.</summary>
public static class CollectionPlanner
{
    /// <summary>Plans one repository.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="verdicts">What policy says of its tags.</param>
    /// <param name="outcome">What the mark found. Only a complete one can lead to the removal of anything but uploads.</param>
    /// <param name="abandoned">Uploads whose time is over.</param>
    public static RepositoryPlan Plan(
        RepositoryName repository, ImmutableArray<Verdict> verdicts, MarkOutcome outcome, IEnumerable<UploadSnapshot> abandoned)
    {
        ImmutableArray<CollectionStep.RemoveUpload> uploads =
            [.. abandoned.Select(upload => new CollectionStep.RemoveUpload(repository, upload, $"nothing was written to it since {upload.LastWrite.UtcDateTime:u}"))];
        if (outcome is MarkOutcome.Incomplete { Faults: var faults })
        {
            // Also no tag: the newest may be the one that is broken, and then an older one is the last that pulls.
            var kept = verdicts.Select(Verdict (verdict) => new Verdict.Keep(verdict.Tag, "something in its repository could not be read"));
            return new RepositoryPlan(repository, [.. kept], faults) { Uploads = uploads };
        }

        var complete = (MarkOutcome.Complete)outcome;
        var gone = complete.GoneReferrers.ToHashSet();
        var closed = verdicts.Select(verdict => Close(verdict, gone)).ToImmutableArray();
        return new RepositoryPlan(repository, closed, [])
        {
            Evictions = [.. closed.OfType<Verdict.Evict>().Select(verdict => new CollectionStep.EvictTag(repository, verdict.Tag, verdict.Reason))],
            Removals = [.. complete.DeadRevisions.Select(revision => new CollectionStep.RemoveRevision(repository, revision, "no tag that stays leads to it"))],
            LayerLinks = [.. complete.StaleLayers.Select(layer => new CollectionStep.RemoveLayerLink(repository, layer, "no manifest of the repository names it"))],
            IndexEntries = [.. complete.DeadIndexEntries.Select(entry => new CollectionStep.RemoveIndexEntry(repository, entry, "the repository does not have it any more"))],
            Uploads = uploads,
            Litter = [.. complete.Litter.Select(litter => new CollectionStep.RemoveLitter(litter, LitterReason))],
        };
    }

    /// <summary>Why litter goes.</summary>
    internal const string LitterReason = "what it was made for is gone";

    private static Verdict Close(Verdict verdict, HashSet<TagSnapshot> gone) => verdict switch
    {
        Verdict.Follow follow when gone.Contains(follow.Tag) => new Verdict.Evict(follow.Tag, "its subject is gone"),
        Verdict.Follow follow => new Verdict.Keep(follow.Tag, follow.Reason),
        _ => verdict,
    };
}
