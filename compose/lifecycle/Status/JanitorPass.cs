namespace RegistryJanitor.Lifecycle.Status;

/// <summary>A pass of the janitor.</summary>
/// <param name="EndedAt">When, UTC.</param>
/// <param name="Succeeded">Whether all that it set out to do was done.</param>
/// <param name="TagsEvicted">How many tags went.</param>
/// <param name="BytesReclaimed">What was given back.</param>
public sealed record JanitorPass(DateTimeOffset EndedAt, bool Succeeded, long TagsEvicted, long BytesReclaimed)
{
    /// <summary>Why it failed, a sentence; null: it did not, or that is not remembered.</summary>
    public string? Why { get; init; }
}
