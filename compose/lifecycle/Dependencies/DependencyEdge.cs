namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>An image of ours that is built from another one of ours.</summary>
/// <param name="Dependent">Which is built.</param>
/// <param name="Base">From which.</param>
/// <param name="Use">How.</param>
public sealed record DependencyEdge(GraphImage Dependent, GraphImage Base, BaseUse Use);
