using System.Net;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;

namespace RegistryJanitor;

/// <summary>Everything that can be set, read once at the start and valid from then on.</summary>
/// <param name="DataDirectory">The registry's root directory, absolute.</param>
/// <param name="Retention">Which tags stay.</param>
/// <param name="Space">When space decides instead.</param>
/// <param name="Interval">From the start of one pass to the start of the next.</param>
/// <param name="RunOnce">One pass, then exit.</param>
/// <param name="DryRun">Say what would be done, change nothing.</param>
/// <param name="RunGc">Give disk space back; false: evict tags only.</param>
/// <param name="DeleteUntagged">Remove manifests that nothing leads to.</param>
/// <param name="Grace">What was pushed within it is not collected.</param>
/// <param name="Engine">Who decides that a blob is unreferenced.</param>
/// <param name="Hold">For how long a blob must have been unreferenced before it goes, counted from when a pass first saw it so.</param>
/// <param name="Undo">For how long an evicted tag can come back, and its image stays whole.</param>
/// <param name="UploadsKeep">Uploads to which nothing was written for so long are given up.</param>
/// <param name="Settle">The wait before removals become final; longer than a manifest PUT takes.</param>
/// <param name="RegistryConfiguration">The registry's configuration file.</param>
/// <param name="RegistryExecutable">The registry's binary, a path or a name in PATH.</param>
/// <param name="Parallelism">Threads that wait for the file system at once.</param>
/// <param name="HealthFile">Where the loop tells how it is, for <c>janitor health</c>.</param>
/// <param name="LogFormat">For people or for machines.</param>
/// <param name="LogLevel">What is worth a line.</param>
public sealed record JanitorSettings(
    string DataDirectory,
    RetentionPolicies Retention,
    SpaceLimits Space,
    TimeSpan Interval,
    bool RunOnce,
    bool DryRun,
    bool RunGc,
    bool DeleteUntagged,
    GcEngine Engine,
    TimeSpan Grace,
    TimeSpan Hold,
    TimeSpan Undo,
    TimeSpan UploadsKeep,
    TimeSpan Settle,
    string RegistryConfiguration,
    string RegistryExecutable,
    int Parallelism,
    string HealthFile,
    LogFormat LogFormat,
    LogLevel LogLevel)
{
    /// <summary>How many reports of passes stay in the store, 0 or more; 0: none is written.</summary>
    public int ReportsKeep { get; init; } = DefaultReportsKeep;

    /// <summary>Where status and metrics are; null: nowhere.</summary>
    public IPEndPoint? HttpEndPoint { get; init; }

    /// <summary>Names that begin with one of these are ours: an unknown one is a mistake.</summary>
    public static IReadOnlyCollection<string> Prefixes { get; } = ["JANITOR_", "GC_", "KEEP_", "RETENTION_", "UNDO_", "UPLOADS_", "RUN_", "DRY_", "LOG_"];

    // Measured (bench/README.md): enough to hide the latency of a network file system, and no slower than fewer on a local disk.
    private const int DefaultParallelism = 32;
    private const int MostParallelism = 256;
    private const int DefaultReportsKeep = 100;
    private const int MostReportsKeep = 100_000;
    private const int Day = 24 * 60 * 60;
    private const int Year = 366 * Day;

    /// <summary>Reads the settings; mistakes are the reader's <see cref="SettingsReader.Errors"/>, and the result is of no use then.</summary>
    public static JanitorSettings Read(SettingsReader read)
    {
        var (retention, space) = RetentionSettings.Read(read);
        var settings = new JanitorSettings(
            DataDirectory: read.AbsolutePath("JANITOR_DATA_DIR", "/var/lib/registry"),
            Retention: retention,
            Space: space,
            Interval: read.Seconds("JANITOR_INTERVAL_SECS", 3600, 1, 30 * Day),
            RunOnce: read.Switch("RUN_ONCE", false),
            DryRun: read.Switch("DRY_RUN", false),
            RunGc: read.Switch("RUN_GC", true),
            DeleteUntagged: read.Switch("GC_DELETE_UNTAGGED", true),
            Engine: read.Choice("GC_ENGINE", GcEngine.Native, ("native", GcEngine.Native), ("registry", GcEngine.Registry)),
            Grace: read.Seconds("GC_GRACE_SECS", 3600, 0, Year),
            Hold: read.Seconds("GC_HOLD_SECS", 3600, 0, Year),
            Undo: read.Seconds("UNDO_SECS", 0, 0, Year),
            UploadsKeep: read.Seconds("UPLOADS_KEEP_SECS", 7 * Day, 0, Year),
            Settle: read.Seconds("GC_SETTLE_SECS", 10, 0, 3600),
            RegistryConfiguration: read.AbsolutePath("JANITOR_REGISTRY_CONFIG", "/etc/docker/registry/config.yml"),
            RegistryExecutable: read.Text("JANITOR_REGISTRY_BIN", "registry"),
            Parallelism: read.Number("JANITOR_PARALLELISM", DefaultParallelism, 1, MostParallelism),
            HealthFile: read.AbsolutePath("JANITOR_HEALTH_FILE", "/tmp/janitor-health.json"),
            LogFormat: read.Choice("LOG_FORMAT", LogFormat.Text, ("text", LogFormat.Text), ("json", LogFormat.Json)),
            LogLevel: read.Choice(
                "LOG_LEVEL",
                LogLevel.Information,
                ("debug", LogLevel.Debug),
                ("information", LogLevel.Information),
                ("info", LogLevel.Information),
                ("warning", LogLevel.Warning),
                ("error", LogLevel.Error)))
        {
            ReportsKeep = read.Number("JANITOR_REPORTS_KEEP", DefaultReportsKeep, 0, MostReportsKeep),
            HttpEndPoint = ReadHttpEndPoint(read),
        };
        Contradictions(settings, read);
        return settings;
    }

    private static void Contradictions(JanitorSettings settings, SettingsReader read)
    {
        if (!settings.RunOnce && settings.Settle >= settings.Interval)
            read.Refuse($"GC_SETTLE_SECS={settings.Settle.TotalSeconds} is not shorter than JANITOR_INTERVAL_SECS={settings.Interval.TotalSeconds}: a pass waits that long before it ends, so none would be in time; set a longer interval");
        if (settings.Space.AreSet && !(settings.RunGc && settings.DeleteUntagged))
            read.Refuse($"{(settings.RunGc ? "GC_DELETE_UNTAGGED" : "RUN_GC")} is off, so a tag that goes for space gives none back; switch it on, or set no limit for space");
    }

    private static IPEndPoint? ReadHttpEndPoint(SettingsReader read)
    {
        var address = read.Address("JANITOR_HTTP_ADDRESS", IPAddress.Loopback);
        return read.Number("JANITOR_HTTP_PORT", 0, 0, IPEndPoint.MaxPort) is > 0 and var port ? new IPEndPoint(address, port) : null;
    }
}
