namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>A Dockerfile of <see cref="GraphDocument"/> that no entry builds.</summary>
/// <param name="Mirror">As git-mirror calls it.</param>
/// <param name="Path">From the root of the repository.</param>
/// <param name="Known">Whether <paramref name="BuiltFrom"/> is all of it.</param>
/// <param name="BuiltFrom">In its order.</param>
/// <param name="Mistakes">Why it is not known.</param>
public sealed record FoundDockerfileDocument(string Mirror, string Path, bool Known, IReadOnlyList<GraphUseDocument> BuiltFrom, IReadOnlyList<string> Mistakes);
