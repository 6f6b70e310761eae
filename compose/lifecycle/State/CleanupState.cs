namespace RegistryJanitor.Lifecycle.State;

/// <summary>What cleanup did: <c>state/cleanup.json</c> on the volume.</summary>
public sealed record CleanupState
{
    /// <summary>The shape of this file; a reader takes no other.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>When the last run with --apply ended, UTC; null: none did.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What that did, in the order of names.</summary>
    public IReadOnlyList<CleanupRepositoryRecord> Repositories { get; init; } = [];

    /// <summary>The tags that were removed last, of all runs, newest first; at most 10000.</summary>
    public IReadOnlyList<RemovedTagRecord> Removed { get; init; } = [];
}
