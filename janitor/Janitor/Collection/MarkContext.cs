using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the marks of all repositories share.</summary>
/// <param name="Layout">The store.</param>
/// <param name="Graph">What manifests lead to.</param>
/// <param name="Known">What tags pointed at.</param>
/// <param name="Now">The moment of the pass, UTC.</param>
/// <param name="YoungSince">What was pushed since then stays: its tag, index, subject or manifest may be on the way.</param>
/// <param name="Undo">For how long evicted tags can come back.</param>
/// <param name="KeepUntagged">Every manifest is a root.</param>
internal sealed record MarkContext(
    StorageLayout Layout, ReferenceGraph Graph, KnownTags Known, DateTimeOffset Now, DateTimeOffset YoungSince, TimeSpan Undo, bool KeepUntagged)
{
    /// <summary>Blobs that a live manifest of some repository names.</summary>
    public BlobMarks Live { get; } = new(Graph.Digests.BlobCount);

    /// <summary>Blobs that no manifest names, but a layer link that stays: their manifest may be on the way.</summary>
    public BlobMarks Linked { get; } = new(Graph.Digests.BlobCount);

    /// <summary>Blobs that only evicted tags lead to which can still come back, and until when.</summary>
    public ConcurrentDictionary<int, DateTimeOffset> Held { get; } = new();
}
