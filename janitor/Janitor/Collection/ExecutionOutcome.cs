using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What came of a plan.</summary>
/// <param name="Evicted">Tags that are gone.</param>
/// <param name="Removed">Manifests that are gone.</param>
/// <param name="PushedAgain">Tags and manifests that stayed or came back because they were pushed again during the pass.</param>
/// <param name="Collected">Blobs that are gone.</param>
/// <param name="Bytes">What those blobs took on disk.</param>
/// <param name="BlobsPutBack">Blobs that came back because a manifest names them after all.</param>
/// <param name="CollectorFailure">Why the registry's collector could not be asked, a sentence; null when it could, or was not to be.</param>
/// <param name="Faults">What could not be read, moved, put back or deleted.</param>
public sealed record ExecutionOutcome(
    int Evicted,
    int Removed,
    int PushedAgain,
    int Collected,
    long Bytes,
    int BlobsPutBack,
    string? CollectorFailure,
    ImmutableArray<StoreFault> Faults)
{
    /// <summary>The tags that are gone, one by one.</summary>
    public ImmutableArray<GoneTag> Tags { get; init; } = [];

    /// <summary>Nothing was to be done.</summary>
    public static ExecutionOutcome Nothing { get; } = new(0, 0, 0, 0, 0, 0, null, []);
}
