using System.Collections.Immutable;

namespace RegistryJanitor.Usage;

/// <summary>What takes the space in a repository.</summary>
/// <param name="Repository">Which.</param>
/// <param name="Bytes">All that its tags lead to.</param>
/// <param name="BytesAlone">Of it, what no tag of another repository leads to: what would be freed without it.</param>
/// <param name="Tags">Newest push first; none when nobody asked for them.</param>
public sealed record RepositoryUsage(RepositoryName Repository, long Bytes, long BytesAlone, ImmutableArray<TagUsage> Tags)
{
    /// <summary>How many tags it has; <see cref="Tags"/> may have been left out.</summary>
    public int TagCount { get; init; } = Tags.Length;

    /// <summary>The last push, UTC; null when it has no tag.</summary>
    public DateTimeOffset? PushedAt { get; init; } = Tags.IsEmpty ? null : Tags[0].PushedAt;
}
