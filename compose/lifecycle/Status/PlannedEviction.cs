namespace RegistryJanitor.Lifecycle.Status;

/// <summary>A tag that the janitor's next pass would evict.</summary>
/// <param name="Repository">Without registry.</param>
/// <param name="Tag">It.</param>
/// <param name="Reason">In words for people.</param>
public sealed record PlannedEviction(string Repository, string Tag, string Reason);
