using System.Net;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle;

/// <summary>Everything that the environment sets, read once at the start and valid from then on.</summary>
public sealed record LifecycleSettings
{
    private const string SystemConfiguration = "/etc/lifecycle/lifecycle.yaml";

    private static readonly string[] s_configurations = ["lifecycle.yaml", "imglife.yaml", SystemConfiguration];

    /// <summary>
    /// Names that begin with one of these are ours: an unknown one is a mistake. Names of imglife's and others are not: pipelines have many of their own.
    /// </summary>
    public static IReadOnlyCollection<string> Prefixes { get; } = ["LIFECYCLE_"];

    /// <summary>The file that says what is wanted, absolute; it need not exist.</summary>
    public required string Configuration { get; init; }

    /// <summary>Where records are kept, absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The volume of build-runner, absolute: images are built by requests in its queue.</summary>
    public string BuildDirectory { get; init; } = "/var/lib/build-runner";

    /// <summary>Where git-mirror keeps <c>NAME.git</c>, absolute.</summary>
    public string MirrorsDirectory { get; init; } = "/var/lib/git-mirror/mirrors";

    /// <summary>Where builds go that name no registry, as builds reach it: the registry that runs beside. Null: nobody says.</summary>
    public RepositoryPrefix? Registry { get; init; }

    /// <summary>From the start of one look of the daemon to the start of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where ends of life are asked for.</summary>
    public Uri EndOfLifeAddress { get; init; } = new("https://endoflife.date");

    /// <summary>In place of the file's <c>eol_data_file</c>, absolute: where its folder may not be written. Null: the file decides.</summary>
    public string? EndOfLifeData { get; init; }

    /// <summary>Where the janitor answers; null: nobody says, and it is not asked.</summary>
    public Uri? JanitorAddress { get; init; }

    /// <summary>In place of what the file says; days. Null: the file decides.</summary>
    public int? CriticalDays { get; init; }

    /// <summary>Copies that are made at once.</summary>
    public int SyncParallelism { get; init; } = 4;

    /// <summary>Whether every byte of a copy is read back, and not only the end of each blob.</summary>
    public bool VerifiesWhole { get; init; }

    /// <summary>A path, or a name in PATH.</summary>
    public string SkopeoExecutable { get; init; } = "skopeo";

    /// <summary>Where the status page, metrics and health are to be read; null: nowhere.</summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>Where the daemon tells how it is.</summary>
    public string HealthFile { get; init; } = "/tmp/lifecycle-health.json";

    /// <summary>For people or for machines.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>What is worth a line.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Reads the settings; mistakes are the reader's <see cref="SettingsReader.Errors"/>, and the result is of no use then.</summary>
    /// <param name="read">The environment.</param>
    /// <param name="options">What the command line says in its place.</param>
    /// <param name="folder">The folder from which paths begin: that of the process.</param>
    public static LifecycleSettings Read(SettingsReader read, CommandLine options, string folder)
    {
        var port = read.Number("LIFECYCLE_HTTP_PORT", 0, 0, IPEndPoint.MaxPort);
        var address = read.Address("LIFECYCLE_HTTP_ADDRESS", IPAddress.Loopback);
        var critical = SettingAlias.Of(read, "LIFECYCLE_ALERT_CRITICAL_DAYS", "IMGLIFE_ALERT_CRITICAL_DAYS");
        return new LifecycleSettings
        {
            Configuration = Path.GetFullPath(options.Configuration ?? read.Text(SettingAlias.Of(read, "LIFECYCLE_CONFIG", "IMGLIFE_CONFIG"), "") switch
            {
                "" => Array.Find(s_configurations, name => File.Exists(Path.Combine(folder, name))) ?? SystemConfiguration,
                var named => named,
            }, folder),
            DataDirectory = read.AbsolutePath("LIFECYCLE_DATA_DIR", "/var/lib/lifecycle"),
            BuildDirectory = read.AbsolutePath("LIFECYCLE_BUILD_DIR", "/var/lib/build-runner"),
            MirrorsDirectory = read.AbsolutePath("LIFECYCLE_MIRRORS_DIR", "/var/lib/git-mirror/mirrors"),
            Registry = OwnRegistry(read),
            Interval = read.Seconds("LIFECYCLE_INTERVAL_SECS", 60, 1, 24 * 60 * 60),
            EndOfLifeData = read.IsSet("LIFECYCLE_EOL_DATA_FILE") ? read.AbsolutePath("LIFECYCLE_EOL_DATA_FILE", "/") : null,
            EndOfLifeAddress = Address(read, "LIFECYCLE_EOL_URL", "https://endoflife.date", "https://endoflife.date")!,
            JanitorAddress = Address(read, "LIFECYCLE_JANITOR_URL", "", "http://127.0.0.1:9180"),
            CriticalDays = read.IsSet(critical) ? read.Number(critical, 30, 0, 3660) : null,
            SyncParallelism = read.Number(SettingAlias.Of(read, "LIFECYCLE_SYNC_PARALLELISM", "IMGLIFE_SYNC_PARALLELISM"), 4, 1, 32),
            VerifiesWhole = read.Choice("LIFECYCLE_SYNC_VERIFY", false, ("quick", false), ("full", true)),
            SkopeoExecutable = read.Text("LIFECYCLE_SKOPEO_BIN", "skopeo"),
            Http = port == 0 ? null : new IPEndPoint(address, port),
            HealthFile = read.AbsolutePath("LIFECYCLE_HEALTH_FILE", "/tmp/lifecycle-health.json"),
            LogFormat = options.LogFormat ?? read.Choice(SettingAlias.Of(read, "LOG_FORMAT", "IMGLIFE_LOG_FORMAT"), LogFormat.Text, LogWords.Formats),
            LogLevel = options.LogLevel ?? read.Choice(SettingAlias.Of(read, "LOG_LEVEL", "IMGLIFE_LOG_LEVEL"), LogLevel.Information, LogWords.Levels),
        };
    }

    /// <summary>Where what is known of ends of life is kept, absolute.</summary>
    public string EndOfLifeDataOf(LifecycleFile file) => EndOfLifeData ?? file.PathOf(file.EndOfLife.DataFile);

    private static RepositoryPrefix? OwnRegistry(SettingsReader read)
    {
        var text = read.Text("LIFECYCLE_REGISTRY", "");
        if (text.Length == 0)
            return null;
        var (registry, mistake) = RepositoryPrefix.Read(text);
        if (registry is null)
            read.Refuse($"LIFECYCLE_REGISTRY: '{Printable.Of(text)}' {mistake}");
        return registry;
    }

    private static Uri? Address(SettingsReader read, string name, string usual, string example)
    {
        var text = read.Text(name, usual);
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", UserInfo: "", Query: "", Fragment: "" })
            return address;
        read.Refuse($"{name} is no address; write one like {example}, without a name, a password and a question");
        return new Uri(example);
    }
}
