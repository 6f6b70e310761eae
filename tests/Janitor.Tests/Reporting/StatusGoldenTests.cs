using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.Status;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Reporting;

/// <summary>What is read by HTTP, at a fixed moment.</summary>
public sealed class StatusGoldenTests
{
    [Fact]
    public void The_page_is_written_like_this() => Golden.Matches("status.html", StatusPage.Of(SampleStatus.View()));

    [Fact]
    public void The_page_before_the_first_pass_is_written_like_this() => Golden.Matches("status-nothing.html", StatusPage.Of(SampleStatus.Nothing));

    [Fact]
    public void Metrics_are_written_like_this() => Golden.Matches("metrics.txt", MetricsFormat.For("*/*").Text(StatusMetrics.Of(SampleStatus.View())));

    [Fact]
    public void OpenMetrics_are_written_like_this() =>
        Golden.Matches("openmetrics.txt", MetricsFormat.For("application/openmetrics-text;version=1.0.0,text/plain;q=0.5").Text(StatusMetrics.Of(SampleStatus.View())));

    [Fact]
    public void Before_the_first_pass_a_figure_of_the_store_is_left_out_and_never_0()
    {
        var metrics = MetricsFormat.For("").Text(StatusMetrics.Of(SampleStatus.Nothing));

        Assert.Contains("janitor_passes_total{result=\"succeeded\"} 0\n", metrics, StringComparison.Ordinal);
        foreach (var name in (string[])["janitor_store_bytes", "janitor_tags ", "janitor_last_success_timestamp_seconds", "janitor_faults", "janitor_filesystem_free_bytes"])
            Assert.DoesNotContain($"\n{name}", metrics, StringComparison.Ordinal);
    }
}
