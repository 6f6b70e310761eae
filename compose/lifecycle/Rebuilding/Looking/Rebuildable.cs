using RegistryJanitor.Lifecycle.Dependencies;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>An image of the graph, and how it is asked for.</summary>
/// <param name="Image">Which.</param>
/// <param name="Road">How.</param>
public sealed record Rebuildable(GraphImage Image, BuildRoad Road);
