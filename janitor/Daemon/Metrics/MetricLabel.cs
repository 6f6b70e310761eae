namespace RegistryJanitor.Daemon.Metrics;

/// <summary>Tells one value of a metric from another.</summary>
/// <param name="Name">Of the label.</param>
/// <param name="Value">Any text.</param>
public readonly record struct MetricLabel(string Name, string Value);
