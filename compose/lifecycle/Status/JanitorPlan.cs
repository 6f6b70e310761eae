namespace RegistryJanitor.Lifecycle.Status;

/// <summary>What the janitor's next pass would do.</summary>
/// <param name="At">When that was found out, UTC.</param>
/// <param name="Evicted">The first tags that would go.</param>
/// <param name="EvictedCount">How many would in all.</param>
/// <param name="Bytes">What would be given back.</param>
public sealed record JanitorPlan(DateTimeOffset At, IReadOnlyList<PlannedEviction> Evicted, long EvictedCount, long Bytes)
{
    /// <summary>Why it is not known, a sentence; null: it is.</summary>
    public string? Why { get; init; }
}
