using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>A tag that an earlier pass evicted and that can still come back.</summary>
/// <param name="Pass">The pass; its moment is when the tag was evicted.</param>
/// <param name="Repository">Where it was.</param>
/// <param name="Tag">The tag as it was, with the stamp of its link.</param>
/// <param name="Target">What it points at; null when that cannot be known.</param>
/// <param name="Until">When its time is over, UTC.</param>
public sealed record EvictedTag(PassId Pass, RepositoryName Repository, TagSnapshot Tag, Digest? Target, DateTimeOffset Until);
