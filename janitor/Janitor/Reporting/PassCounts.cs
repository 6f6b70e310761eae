namespace RegistryJanitor.Reporting;

/// <summary>What a pass did, in numbers; of a dry run, what it would have done.</summary>
/// <param name="Repositories">How many there are.</param>
/// <param name="TagsKept">Tags that stay.</param>
/// <param name="TagsEvicted">Tags that are gone.</param>
/// <param name="ManifestsRemoved">Manifests that their repositories no longer have.</param>
/// <param name="BlobsCollected">Blobs that are gone.</param>
/// <param name="BlobsPutBack">Blobs that came back because something names them after all.</param>
/// <param name="PushedAgain">Tags, manifests and the like that stayed or came back because they were pushed again.</param>
/// <param name="BytesFreed">What the collected blobs took on disk.</param>
/// <param name="BytesLater">What nothing names either, and is due later.</param>
public sealed record PassCounts(
    int Repositories,
    int TagsKept,
    int TagsEvicted,
    int ManifestsRemoved,
    int BlobsCollected,
    int BlobsPutBack,
    int PushedAgain,
    long BytesFreed,
    long BytesLater);
