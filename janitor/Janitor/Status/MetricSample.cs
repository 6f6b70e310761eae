namespace RegistryJanitor.Status;

/// <summary>One value.</summary>
/// <param name="Value">In the unit that the metric's name ends with.</param>
/// <param name="Label">What tells it from the other values of the metric; null when it is the only one.</param>
/// <param name="LabelValue">The label's value.</param>
internal readonly record struct MetricSample(double Value, string? Label = null, string LabelValue = "");
