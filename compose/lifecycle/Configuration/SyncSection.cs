using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>sync</c>: which tags are copied. Its defaults are in its entries already.</summary>
/// <param name="Entries">In their order.</param>
/// <param name="Platforms">What <c>sync.platforms</c> says for entries that say nothing; empty: all of them.</param>
public sealed record SyncSection(IReadOnlyList<SyncEntry> Entries, IReadOnlyList<ImagePlatform> Platforms)
{
    /// <summary>Nothing is copied.</summary>
    public static SyncSection None { get; } = new([], []);
}
