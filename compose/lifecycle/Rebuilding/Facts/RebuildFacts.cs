using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Rebuilding.Facts;

/// <summary>All that a plan is made of.</summary>
/// <param name="Graph">Who is built from what.</param>
/// <param name="Images">Of every image of the graph, by reference.</param>
/// <param name="Bases">By <see cref="DependencyGraph.Same"/>; one that is missing is not known.</param>
public sealed record RebuildFacts(DependencyGraph Graph, IReadOnlyDictionary<GraphImage, ImageFacts> Images, IReadOnlyDictionary<ImageReference, BaseNow> Bases);
