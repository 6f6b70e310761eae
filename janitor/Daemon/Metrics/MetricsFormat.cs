using System.Globalization;
using System.Text;

namespace RegistryJanitor.Daemon.Metrics;

/// <summary>How metrics are written down. Both forms are what <c>promtool check metrics</c> and the specifications ask for.</summary>
public abstract record MetricsFormat
{
    private MetricsFormat()
    {
    }

    /// <summary>With version and charset.</summary>
    public abstract string ContentType { get; }

    /// <summary>OpenMetrics for whoever asks for it, as Prometheus does; the older text for everybody else.</summary>
    public static MetricsFormat For(string accept) =>
        accept.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) ? new OpenMetrics() : new PrometheusText();

    /// <summary>All metrics that have a value.</summary>
    public string Text(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics.Where(metric => !metric.Samples.IsEmpty))
        {
            Head(metric, text);
            foreach (var sample in metric.Samples)
                text.Append(SampleName(metric)).Append(Labels(sample)).Append(' ').Append(sample.Value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        End(text);
        return text.ToString();
    }

    private protected static string SampleName(Metric metric) => metric.Kind switch
    {
        MetricKind.Counter => $"{metric.Name}_total",
        MetricKind.Info => $"{metric.Name}_info",
        _ => metric.Name,
    };

    private protected abstract void Head(Metric metric, StringBuilder text);

    private protected abstract void End(StringBuilder text);

    private static string Labels(MetricSample sample) => sample.Labels.IsDefaultOrEmpty
        ? ""
        : $"{{{string.Join(',', sample.Labels.Select(label => $"{label.Name}=\"{Escape(label.Value)}\""))}}}";

    private static string Escape(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Prometheus text exposition format 0.0.4: a family is called as its samples are.</summary>
    public sealed record PrometheusText : MetricsFormat
    {
        /// <inheritdoc/>
        public override string ContentType => "text/plain; version=0.0.4; charset=utf-8";

        private protected override void Head(Metric metric, StringBuilder text) => text
            .Append("# HELP ").Append(SampleName(metric)).Append(' ').Append(metric.Help).Append(".\n")
            .Append("# TYPE ").Append(SampleName(metric)).Append(metric.Kind is MetricKind.Counter ? " counter\n" : " gauge\n");

        private protected override void End(StringBuilder text)
        {
        }
    }

    /// <summary>OpenMetrics 1.0: families have a unit, counters and infos a suffix that is only the samples', and the end is marked.</summary>
    public sealed record OpenMetrics : MetricsFormat
    {
        /// <inheritdoc/>
        public override string ContentType => "application/openmetrics-text; version=1.0.0; charset=utf-8";

        private protected override void Head(Metric metric, StringBuilder text)
        {
            text.Append("# TYPE ").Append(metric.Name).Append(metric.Kind switch
            {
                MetricKind.Counter => " counter\n",
                MetricKind.Info => " info\n",
                _ => " gauge\n",
            });
            if (metric.Unit is { } unit)
                text.Append("# UNIT ").Append(metric.Name).Append(' ').Append(unit).Append('\n');
            text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help).Append(".\n");
        }

        private protected override void End(StringBuilder text) => text.Append("# EOF\n");
    }
}
