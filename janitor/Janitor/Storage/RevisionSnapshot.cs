namespace RegistryJanitor.Storage;

/// <summary>A manifest that a repository has.</summary>
/// <param name="Digest">Which.</param>
/// <param name="Link">The stamp of its revision link; the mtime is the last push of that manifest to that repository.</param>
public sealed record RevisionSnapshot(Digest Digest, FileStamp Link);
