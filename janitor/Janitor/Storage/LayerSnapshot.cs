namespace RegistryJanitor.Storage;

/// <summary>A layer link: a repository may read this blob.</summary>
/// <param name="Digest">Which, by the digest that it is asked for with.</param>
/// <param name="Link">The stamp of the link; the mtime is the last upload of that blob to that repository, or its mount.</param>
public sealed record LayerSnapshot(Digest Digest, FileStamp Link);
