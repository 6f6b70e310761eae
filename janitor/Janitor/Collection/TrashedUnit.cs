using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>A directory of the registry that lies in the trash, with what was seen in it before it was moved.</summary>
/// <param name="Path">Where it came from.</param>
/// <param name="LinkName">Its link, or an upload's data, relative to <paramref name="Path"/>.</param>
/// <param name="Target">What the link named; null for an upload, whose data names nothing.</param>
/// <param name="Stamp">The stamp of the link or the data; null when an upload had no data.</param>
public sealed record TrashedUnit(string Path, string LinkName, Digest? Target, FileStamp? Stamp)
{
    /// <summary>The digest that the registry finds it by; what the link names may be another. Null for a tag and an upload.</summary>
    public Digest? Name { get; init; }
}
