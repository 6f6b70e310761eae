namespace RegistryJanitor.Lifecycle.Status;

/// <summary>What the janitor says of itself at <c>/status.json</c>. Times are UTC.</summary>
/// <param name="IsHealthy">Whether its loop does its work.</param>
/// <param name="Health">That in a sentence.</param>
public sealed record JanitorStatus(bool IsHealthy, string Health)
{
    /// <summary>The last pass; null: none has ended.</summary>
    public JanitorPass? LastPass { get; init; }

    /// <summary>The last pass that took something away; null: none that it remembers.</summary>
    public JanitorPass? LastReclaim { get; init; }

    /// <summary>What the next pass would do; null: it does not know yet.</summary>
    public JanitorPlan? Next { get; init; }

    /// <summary>Bytes that may still be written to the store's file system; null: not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Bytes of all of it; null: not known.</summary>
    public long? SizeBytes { get; init; }
}
