namespace RegistryJanitor.Storage;

/// <summary>An entry in the history of a tag: what it once pointed at.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">What it pointed at.</param>
/// <param name="Link">The stamp of the entry's link.</param>
public sealed record IndexEntrySnapshot(Tag Tag, Digest Digest, FileStamp Link);
