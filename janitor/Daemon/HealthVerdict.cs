namespace RegistryJanitor.Daemon;

/// <summary>Whether a loop does its work.</summary>
/// <param name="Healthy">It does.</param>
/// <param name="Sentence">Why, for people.</param>
public sealed record HealthVerdict(bool Healthy, string Sentence);
