namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>Whether a tag is pushed.</summary>
/// <param name="Tag">It.</param>
/// <param name="Pushed">Whether.</param>
/// <param name="Reason">Why, or why not; without its stop.</param>
public sealed record TagMove(FilledTag Tag, bool Pushed, string Reason);
