namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>What is known of who is built from what.</summary>
/// <param name="Images">Those that we build, in the order of the file.</param>
/// <param name="Others">Dockerfiles that we could build, by mirror and path.</param>
/// <param name="Mistakes">What could not be read, besides what <see cref="GraphImage.Bases"/> says; each a sentence without its end.</param>
public sealed record GatheredGraph(IReadOnlyList<GraphImage> Images, IReadOnlyList<FoundDockerfile> Others, IReadOnlyList<string> Mistakes);
