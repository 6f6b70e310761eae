using System.Text;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Metrics;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>Tells what passes have left: metrics for whoever asks, and after each pass the files that were asked for, whole, whatever became of it.</summary>
internal sealed class PassReporter
{
    // OpenMetrics keeps the ending _total for counters, and bachp/git-mirror has a gauge of that name.
    private static readonly MetricsFormat s_format = new MetricsFormat.PrometheusText();

    private readonly ReportSettings _settings;
    private readonly Func<PassReport> _report;
    private readonly MirrorLayout _layout;
    private readonly MirrorSizes _sizes;
    private readonly ILogger _log;
    private volatile EndedPass? _last;

    /// <summary>A reporter of passes to come.</summary>
    /// <param name="settings">Which files.</param>
    /// <param name="report">What passes have left so far.</param>
    /// <param name="layout">Knows the mirrors' files.</param>
    /// <param name="log">For a file that cannot be written.</param>
    public PassReporter(ReportSettings settings, Func<PassReport> report, MirrorLayout layout, ILogger log)
    {
        _settings = settings;
        _report = report;
        _layout = layout;
        _sizes = new MirrorSizes(layout);
        _log = log;
    }

    /// <summary>What passes have left so far.</summary>
    public PassReport Report => _report();

    /// <summary>The last pass of this process that has ended.</summary>
    public EndedPass? Last => _last;

    /// <summary>With version and charset.</summary>
    public static string MetricsType => s_format.ContentType;

    /// <summary>The metrics as they are now.</summary>
    public string Metrics() => s_format.Text(MirrorMetrics.Of(Report, _last, mirror => KnownState.Of(mirror, _layout), _sizes.Of));

    /// <summary>A pass has ended.</summary>
    public Task ReportAsync(EndedPass ended, CancellationToken stop)
    {
        _last = ended;
        var report = Report;
        foreach (var mirror in report.Mirrors)
        {
            stop.ThrowIfCancellationRequested();
            if (KnownState.Of(mirror, _layout) is { SucceededAt: not null } state)
                _sizes.Measure(mirror.Name, state.ChangedAt);
        }

        Write("MIRROR_METRIC_FILE", _settings.MetricFile, output => output.Write(Encoding.UTF8.GetBytes(Metrics())));
        Write("MIRROR_JUNIT_FILE", _settings.JUnitFile, output => JUnitReport.Write(report, ended, output));
        return Task.CompletedTask;
    }

    private void Write(string setting, string? path, Action<Stream> content)
    {
        if (path is null)
            return;
        try
        {
            WholeFile.Write(path, content);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(_log, path, refused.Message, setting);
        }
    }
}
