using System.Collections.Immutable;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What a pass would do in one repository.</summary>
/// <param name="Repository">Which.</param>
/// <param name="Verdicts">One a tag, newest push first; none of them is open any more.</param>
/// <param name="Evictions">Phase 8.</param>
/// <param name="Removals">Phase 9; only when every eviction has happened.</param>
/// <param name="HeldBackBy">What stood in the way of the mark; removals are none then.</param>
public sealed record RepositoryPlan(
    RepositoryName Repository,
    ImmutableArray<Verdict> Verdicts,
    ImmutableArray<CollectionStep.EvictTag> Evictions,
    ImmutableArray<CollectionStep.RemoveRevision> Removals,
    ImmutableArray<StoreFault.Unreadable> HeldBackBy)
{
    /// <summary>Evictions, then removals: the order in which they are carried out.</summary>
    public IEnumerable<CollectionStep> Steps => Evictions.Concat<CollectionStep>(Removals);
}
