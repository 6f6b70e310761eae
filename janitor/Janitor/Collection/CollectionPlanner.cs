using System.Collections.Immutable;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Collection;

/// <summary>Phase 7, pure: verdicts and mark become steps.</summary>
public static class CollectionPlanner
{
    /// <summary>Plans one repository.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="verdicts">What policy says of its tags.</param>
    /// <param name="outcome">What the mark found. Only a complete one can lead to the removal of anything.</param>
    public static RepositoryPlan Plan(RepositoryName repository, ImmutableArray<Verdict> verdicts, MarkOutcome outcome)
    {
        if (outcome is MarkOutcome.Incomplete { Faults: var faults })
        {
            // Also no tag: the newest may be the one that is broken, and then an older one is the last that pulls.
            var kept = verdicts.Select(Verdict (verdict) => new Verdict.Keep(verdict.Tag, "something in its repository could not be read"));
            return new RepositoryPlan(repository, [.. kept], [], [], faults);
        }

        var complete = (MarkOutcome.Complete)outcome;
        var gone = complete.Gone.Select(following => following.Tag).ToHashSet();
        var closed = verdicts.Select(verdict => Close(verdict, gone)).ToImmutableArray();
        return new RepositoryPlan(
            repository,
            closed,
            [.. closed.OfType<Verdict.Evict>().Select(verdict => new CollectionStep.EvictTag(repository, verdict.Tag, verdict.Reason))],
            [.. complete.Dead.Select(revision => new CollectionStep.RemoveRevision(repository, revision, "no tag that stays leads to it"))],
            []);
    }

    private static Verdict Close(Verdict verdict, HashSet<Storage.TagSnapshot> gone) => verdict switch
    {
        Verdict.Follow follow when gone.Contains(follow.Tag) => new Verdict.Evict(follow.Tag, "its subject is gone"),
        Verdict.Follow follow => new Verdict.Keep(follow.Tag, follow.Reason),
        _ => verdict,
    };
}
