namespace RegistryJanitor.Daemon.Metrics;

/// <summary>What the values of a metric are.</summary>
public enum MetricKind
{
    /// <summary>May go up and down.</summary>
    Gauge,

    /// <summary>Only goes up, from the start of the process.</summary>
    Counter,

    /// <summary>Always 1; its labels say something.</summary>
    Info,
}
