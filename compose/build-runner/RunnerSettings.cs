using System.Net;
using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner;

/// <summary>Everything that can be set, read once at the start and valid from then on.</summary>
public sealed record RunnerSettings
{
    private const int DefaultLogBytes = 16 * 1024 * 1024;

    /// <summary>Names that begin with one of these are ours: an unknown one is a mistake.</summary>
    public static IReadOnlyCollection<string> Prefixes { get; } = ["BUILD_", "LOG_"];

    /// <summary>The volume.</summary>
    public required QueueLayout Layout { get; init; }

    /// <summary>Where git-mirror keeps its mirrors, absolute.</summary>
    public required string MirrorsDirectory { get; init; }

    /// <summary>Who this runner is.</summary>
    public required RunnerName Runner { get; init; }

    /// <summary>What builds; null only where a test brings an engine of its own.</summary>
    public EngineSettings? Engines { get; init; }

    /// <summary>How often the queue is looked at.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A runner that is silent for longer is believed to be dead.</summary>
    public TimeSpan ClaimPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many runners may die of one request.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>Of one log.</summary>
    public long LogBytes { get; init; } = DefaultLogBytes;

    /// <summary>Results that stay, each with its log.</summary>
    public int KeptResults { get; init; } = 200;

    /// <summary>How long a registry is left alone that takes nothing.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How registries are spoken to.</summary>
    public RegistryAccess Registries { get; init; } = new([], []);

    /// <summary>Where metrics and health are to be read; null: nowhere.</summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>Where the loop tells how it is.</summary>
    public required string HealthFile { get; init; }

    /// <summary>For people or for machines.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>What is worth a line.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Reads the settings; mistakes are the reader's <see cref="SettingsReader.Errors"/>, and the result is of no use then.</summary>
    public static RunnerSettings Read(SettingsReader read)
    {
        var layout = new QueueLayout(read.AbsolutePath("BUILD_DATA_DIR", "/var/lib/build-runner"));
        var runner = Name(read);
        var port = read.Number("BUILD_HTTP_PORT", 0, 0, IPEndPoint.MaxPort);
        var address = read.Address("BUILD_HTTP_ADDRESS", IPAddress.Loopback);
        return new RunnerSettings
        {
            Layout = layout,
            MirrorsDirectory = read.AbsolutePath("BUILD_MIRRORS_DIR", "/var/lib/git-mirror/mirrors"),
            Runner = runner,
            Engines = EngineSettings.Read(read),
            Interval = read.Seconds("BUILD_INTERVAL_SECS", 5, 1, 3600),
            ClaimPatience = read.Seconds("BUILD_CLAIM_SECS", 60, 2, 3600),
            Attempts = read.Number("BUILD_ATTEMPTS", 2, 1, 10),
            LogBytes = read.Bytes("BUILD_LOG_MAX_BYTES") ?? DefaultLogBytes,
            KeptResults = read.Number("BUILD_KEEP_RESULTS", 200, 1, 100_000),
            Pause = read.Seconds("BUILD_PAUSE_SECS", 30, 1, 3600),
            Registries = RegistryAccess.Read(read),
            Http = port == 0 ? null : new IPEndPoint(address, port),
            HealthFile = read.AbsolutePath("BUILD_HEALTH_FILE", layout.Health(runner)),
            LogFormat = read.Choice("LOG_FORMAT", LogFormat.Text, ("text", LogFormat.Text), ("json", LogFormat.Json)),
            LogLevel = read.Choice(
                "LOG_LEVEL",
                LogLevel.Information,
                ("debug", LogLevel.Debug),
                ("information", LogLevel.Information),
                ("info", LogLevel.Information),
                ("warning", LogLevel.Warning),
                ("error", LogLevel.Error)),
        };
    }

    private static RunnerName Name(SettingsReader read)
    {
        var host = RunnerName.OfHost(Environment.MachineName);
        if (!read.IsSet("BUILD_RUNNER_NAME"))
            return host;
        if (RunnerName.Read(read.Text("BUILD_RUNNER_NAME", "")) is { } name)
            return name;
        read.Refuse("BUILD_RUNNER_NAME is no name; write at most 63 lower-case letters, digits, '_' and '-'");
        return host;
    }
}
