using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>A plan, and what was learnt on the way to it that the rest of the pass, or the next one, needs.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Graph">What manifests lead to.</param>
/// <param name="Marks">The marks of all repositories; empty when nobody looked.</param>
/// <param name="Waiting">Blobs that stay unreferenced; null when that is not known.</param>
/// <param name="Due">The blobs of the plan: they wait on if they do not go after all.</param>
internal sealed record PlannedPass(
    CollectionPlan Plan,
    ReferenceGraph Graph,
    IReadOnlyList<RepositoryMark> Marks,
    IReadOnlyCollection<UnreferencedBlob>? Waiting,
    IReadOnlyCollection<UnreferencedBlob> Due)
{
    /// <summary>The store as it was scanned.</summary>
    public required ScannedStore Store { get; init; }

    /// <summary>Space is so short that no tag that this pass evicts can come back.</summary>
    public bool EndsUndo { get; init; }

    /// <summary>How many tag links were read, not remembered.</summary>
    public int LinksRead => Marks.Sum(mark => mark.TagsRead);
}
