using System.Collections.Immutable;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Collection;

/// <summary>Phase 7, pure: verdicts and mark become steps.</summary>
public static class CollectionPlanner
{
    /// <summary>Plans one repository.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="verdicts">What policy says of its tags.</param>
    /// <param name="outcome">What the mark found. Only a complete one can lead to the removal of a manifest or of a referrer's tag.</param>
    public static RepositoryPlan Plan(RepositoryName repository, ImmutableArray<Verdict> verdicts, MarkOutcome outcome)
    {
        var gone = outcome is MarkOutcome.Complete complete
            ? complete.Gone.Select(following => following.Tag).ToHashSet()
            : [];
        var closed = verdicts.Select(verdict => Close(verdict, gone)).ToImmutableArray();
        return new RepositoryPlan(
            repository,
            closed,
            [.. closed.OfType<Verdict.Evict>().Select(verdict => new CollectionStep.EvictTag(repository, verdict.Tag, verdict.Reason))],
            outcome is MarkOutcome.Complete { Dead: var dead }
                ? [.. dead.Select(revision => new CollectionStep.RemoveRevision(repository, revision, "no tag that stays leads to it"))]
                : [],
            outcome is MarkOutcome.Incomplete incomplete ? incomplete.Faults : []);
    }

    private static Verdict Close(Verdict verdict, HashSet<Storage.TagSnapshot> gone) => verdict switch
    {
        Verdict.Follow follow when gone.Contains(follow.Tag) => new Verdict.Evict(follow.Tag, "its subject is gone"),
        Verdict.Follow follow => new Verdict.Keep(follow.Tag, follow.Reason),
        _ => verdict,
    };
}
