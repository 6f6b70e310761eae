using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Tags of one repository that are copied into another.</summary>
/// <param name="Source">From where; without tag.</param>
/// <param name="Tags">Which.</param>
/// <param name="Target">To where, under the same tags; without tag.</param>
public sealed record SyncEntry(ImageReference Source, TagSelection Tags, ImageReference Target)
{
    /// <summary>Only the newest so many of the tags that are selected; null: all. It selects, and never deletes.</summary>
    public int? KeepLast { get; init; }

    /// <summary>The platforms that are copied; empty: all, and the digest stays.</summary>
    public IReadOnlyList<ImagePlatform> Platforms { get; init; } = [];

    /// <summary>Whether a tag that the target has is copied again when the source's digest is another; false: what is there stays.</summary>
    public bool CheckDigest { get; init; } = true;

    /// <summary>Whether signatures and attestations that refer to an image are copied with it.</summary>
    public bool Referrers { get; init; }

    /// <summary>How its tags are told apart by end of life; null: they are not.</summary>
    public CycleRule? Cycle { get; init; }

    /// <summary>What messages call it.</summary>
    public string Name => $"{Source.Name} to {Target.Name}";
}
