using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What came of the wish to have an evicted tag back.</summary>
internal abstract record RestoreOutcome
{
    private RestoreOutcome()
    {
    }

    /// <summary>It is back, as if it had been pushed just now.</summary>
    public sealed record Restored(EvictedTag Tag) : RestoreOutcome;

    /// <summary>No pass has evicted it, or its time is over.</summary>
    public sealed record NotThere : RestoreOutcome;

    /// <summary>It is there again.</summary>
    /// <param name="Tag">The one that could come back.</param>
    public sealed record Exists(EvictedTag Tag) : RestoreOutcome;

    /// <summary>Its manifest is not in the repository any more: somebody has deleted it by API.</summary>
    /// <param name="Tag">The one that cannot come back.</param>
    public sealed record Lost(EvictedTag Tag) : RestoreOutcome;

    /// <summary>It could not be moved; nothing has changed.</summary>
    public sealed record Failed(StoreFault Fault) : RestoreOutcome;
}
