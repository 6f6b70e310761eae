using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>The files that a pass leaves for others; absolute paths.</summary>
/// <param name="HealthFile">Where the loop tells how it is, for <c>git-mirror health</c>.</param>
/// <param name="MetricFile">Metrics for a textfile collector; null: none.</param>
/// <param name="JUnitFile">A JUnit report; null: none.</param>
public sealed record ReportSettings(string HealthFile, string? MetricFile, string? JUnitFile)
{
    /// <summary>Reads the settings; mistakes are the reader's.</summary>
    public static ReportSettings Read(SettingsReader read) => new(
        read.AbsolutePath("MIRROR_HEALTH_FILE", "/tmp/git-mirror-health.json"),
        Optional(read, "MIRROR_METRIC_FILE"),
        Optional(read, "MIRROR_JUNIT_FILE"));

    private static string? Optional(SettingsReader read, string name) => read.AbsolutePath(name, "") is { Length: > 0 } path ? path : null;
}
