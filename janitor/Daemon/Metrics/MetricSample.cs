using System.Collections.Immutable;

namespace RegistryJanitor.Daemon.Metrics;

/// <summary>One value.</summary>
/// <param name="Value">In the unit that the metric's name ends with.</param>
/// <param name="Labels">What tells it from the other values of the metric; none when it is the only one.</param>
public sealed record MetricSample(double Value, ImmutableArray<MetricLabel> Labels)
{
    /// <summary>The only value of its metric.</summary>
    public MetricSample(double value)
        : this(value, [])
    {
    }

    /// <summary>A value with one label.</summary>
    public MetricSample(double value, string label, string labelValue)
        : this(value, [new(label, labelValue)])
    {
    }
}
