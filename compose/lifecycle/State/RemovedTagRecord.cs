namespace RegistryJanitor.Lifecycle.State;

/// <summary>A tag that cleanup removed.</summary>
/// <param name="Repository">Registry and repository.</param>
/// <param name="Tag">It.</param>
/// <param name="Digest">What it was.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Why">In words for people.</param>
public sealed record RemovedTagRecord(string Repository, string Tag, string Digest, DateTimeOffset At, string Why);
