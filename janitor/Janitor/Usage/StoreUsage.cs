using System.Collections.Immutable;

namespace RegistryJanitor.Usage;

/// <summary>What takes the space in a store, at one moment. Bytes are the lengths of blobs, each counted once however many images share it.</summary>
/// <param name="At">When it was counted, UTC.</param>
/// <param name="Blobs">How many blobs there are, referenced or not.</param>
/// <param name="Bytes">Theirs.</param>
/// <param name="UnreferencedBytes">Of them, what no tag leads to: on hold, within the grace, of untagged manifests.</param>
/// <param name="Repositories">By name.</param>
public sealed record StoreUsage(DateTimeOffset At, int Blobs, long Bytes, long UnreferencedBytes, ImmutableArray<RepositoryUsage> Repositories)
{
    /// <summary>How many tags there are.</summary>
    public int TagCount => Repositories.Sum(repository => repository.TagCount);
}
