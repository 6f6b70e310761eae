using System.Collections.Immutable;

namespace RegistryJanitor.Daemon.Metrics;

/// <summary>One metric with all its values.</summary>
/// <param name="Name">Of the family: a counter's without <c>_total</c>, an info's without <c>_info</c>.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Help">What it means, without a full stop.</param>
/// <param name="Samples">Its values; none when nothing is known.</param>
public sealed record Metric(string Name, MetricKind Kind, string Help, ImmutableArray<MetricSample> Samples)
{
    /// <summary>Whose names end with them, in OpenMetrics.</summary>
    private static readonly string[] s_units = ["bytes", "seconds"];

    /// <summary>The unit that the name ends with; null for a mere number.</summary>
    public string? Unit => Array.Find(s_units, unit => Name.EndsWith($"_{unit}", StringComparison.Ordinal));
}
