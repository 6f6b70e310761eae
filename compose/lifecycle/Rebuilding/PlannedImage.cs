using RegistryJanitor.Lifecycle.Dependencies;

namespace RegistryJanitor.Lifecycle.Rebuilding;

/// <summary>What was decided about one image.</summary>
/// <param name="Image">Which.</param>
/// <param name="Decision">What.</param>
public sealed record PlannedImage(GraphImage Image, RebuildDecision Decision);
