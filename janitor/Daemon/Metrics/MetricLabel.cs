namespace RegistryJanitor.Daemon.Metrics;

/// <summary>Tells one value of a metric from another.</summary>
/// <param name="Name">Of the label.</param>
/// <param name="Value">Any text.</param>
public sealed record MetricLabel(string Name, string Value);
