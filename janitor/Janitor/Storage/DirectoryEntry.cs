namespace RegistryJanitor.Storage;

/// <summary>One entry of a directory.</summary>
/// <param name="Name">Its name, without path. Bytes that are no UTF-8 become U+FFFD, which no name of the registry contains.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct DirectoryEntry(string Name, EntryKind Kind);
