using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>A plan, and what was learnt on the way to it that the rest of the pass, or the next one, needs.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Graph">What manifests lead to.</param>
/// <param name="KnownTags">What tags point at, for the next pass; empty when nobody looked.</param>
/// <param name="ReadCount">How many manifests and tag links were read, not remembered.</param>
/// <param name="Waiting">Blobs that stay unreferenced, and since when; null when that is not known.</param>
internal sealed record PlannedPass(
    CollectionPlan Plan,
    ReferenceGraph Graph,
    IReadOnlyList<(RepositoryName Repository, IReadOnlyCollection<(TagSnapshot Tag, int Target)> Tags)> KnownTags,
    (int Manifests, int Links) ReadCount,
    IReadOnlyCollection<(Digest Digest, DateTimeOffset Since)>? Waiting);
