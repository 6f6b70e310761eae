namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>What the names in a stage mean.</summary>
/// <param name="Base">What it begins with.</param>
/// <param name="Sources">The stages that it takes from, each once.</param>
/// <param name="Images">The images that it names, in order.</param>
internal sealed record StageLink(StageBase Base, IReadOnlyList<int> Sources, IReadOnlyList<ImageDependency> Images);
