namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>A commit that was asked for.</summary>
/// <param name="Commit">In full.</param>
/// <param name="Times">How often, at least once.</param>
public sealed record AskedCommit(string Commit, int Times);
