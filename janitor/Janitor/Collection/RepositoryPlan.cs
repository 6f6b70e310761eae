using System.Collections.Immutable;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What a pass would do in one repository.</summary>
/// <param name="Repository">Which.</param>
/// <param name="Verdicts">One a tag, newest push first; none of them is open any more.</param>
/// <param name="HeldBackBy">What stood in the way of the mark; then nothing goes.</param>
public sealed record RepositoryPlan(RepositoryName Repository, ImmutableArray<Verdict> Verdicts, ImmutableArray<StoreFault.Unreadable> HeldBackBy)
{
    /// <summary>Phase 8.</summary>
    public ImmutableArray<CollectionStep.EvictTag> Evictions { get; init; } = [];

    /// <summary>Phase 9; only when every eviction has happened, and so are the links and entries below.</summary>
    public ImmutableArray<CollectionStep.RemoveRevision> Removals { get; init; } = [];

    /// <summary>Phase 9.</summary>
    public ImmutableArray<CollectionStep.RemoveLayerLink> LayerLinks { get; init; } = [];

    /// <summary>Phase 9.</summary>
    public ImmutableArray<CollectionStep.RemoveIndexEntry> IndexEntries { get; init; } = [];

    /// <summary>Phase 9, whatever became of the others.</summary>
    public ImmutableArray<CollectionStep.RemoveUpload> Uploads { get; init; } = [];

    /// <summary>Phase 11.</summary>
    public ImmutableArray<CollectionStep.RemoveLitter> Litter { get; init; } = [];

    /// <summary>All steps, in the order in which they are carried out.</summary>
    public IEnumerable<CollectionStep> Steps => Enumerable.Empty<CollectionStep>()
        .Concat(Evictions).Concat(IndexEntries).Concat(Removals).Concat(LayerLinks).Concat(Uploads).Concat(Litter);
}
