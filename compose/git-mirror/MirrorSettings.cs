using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror;

/// <summary>Everything that can be set, read once at the start and valid from then on.</summary>
public sealed record MirrorSettings
{
    private const int Day = 24 * 60 * 60;

    /// <summary>Names that begin with one of these are ours: an unknown one is a mistake.</summary>
    public static IReadOnlyCollection<string> Prefixes { get; } = ["MIRROR_", "LOG_"];

    /// <summary>Where mirrors and their state are, absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The file that names the mirrors.</summary>
    public required string List { get; init; }

    /// <summary>The forge whose projects take the place of the file; null: the file.</summary>
    public ForgeSettings? Forge { get; init; }

    /// <summary>What upstreams may be.</summary>
    public required UrlRules Rules { get; init; }

    /// <summary>What opens private upstreams.</summary>
    public RemoteAccess Access { get; init; } = RemoteAccess.None;

    /// <summary>How large repositories may become, and how often they are looked after.</summary>
    public RepositoryLimits Repositories { get; init; } = RepositoryLimits.None;

    /// <summary>From the start of one pass to the start of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Mirrors that are worked on at once.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How long git may take.</summary>
    public required GitLimits Limits { get; init; }

    /// <summary>For how many days the tip of a deleted or rewritten branch stays.</summary>
    public int KeptDays { get; init; } = 14;

    /// <summary>An upstream that lost more of its refs than this at once loses nothing here.</summary>
    public int LossPercent { get; init; } = 20;

    /// <summary>How mirrors are pushed.</summary>
    public PushSettings Push { get; init; } = new();

    /// <summary>A path, or a name in PATH.</summary>
    public string GitExecutable { get; init; } = "git";

    /// <summary>What is to be read by HTTP, and who may ask for a pass there.</summary>
    public HttpSettings Http { get; init; } = new(null, null);

    /// <summary>The files that a pass leaves for others.</summary>
    public ReportSettings Reports { get; init; } = new("/tmp/git-mirror-health.json", null, null);

    /// <summary>For people or for machines.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>What is worth a line.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Reads the settings; mistakes are the reader's <see cref="SettingsReader.Errors"/>, and the result is of no use then.</summary>
    public static MirrorSettings Read(SettingsReader read)
    {
        var access = RemoteAccess.Read(read);
        var rules = new UrlRules(read.Switch("MIRROR_ALLOW_HTTP", false), read.Switch("MIRROR_ALLOW_PRIVATE", false)) { AllowSsh = access.Ssh is not null };
        return new MirrorSettings
        {
            DataDirectory = read.AbsolutePath("MIRROR_DATA_DIR", "/var/lib/git-mirror"),
            List = read.AbsolutePath("MIRROR_LIST", "/etc/git-mirror/mirrors.yaml"),
            Forge = ForgeSettings.Read(read, rules),
            Rules = rules,
            Access = access,
            Repositories = RepositoryLimits.Read(read),
            Interval = read.Seconds("MIRROR_INTERVAL_SECS", 300, 1, 30 * Day),
            Workers = read.Number("MIRROR_WORKERS", 4, 1, 64),
            Limits = new GitLimits(
                Command: read.Seconds("MIRROR_GIT_TIMEOUT_SECS", 900, 1, Day),
                FirstFetch: read.Seconds("MIRROR_FIRST_TIMEOUT_SECS", 4 * 3600, 1, 7 * Day),
                Stall: read.Seconds("MIRROR_STALL_SECS", 60, 1, 3600)),
            KeptDays = read.Number("MIRROR_KEPT_DAYS", 14, 1, 3660),
            LossPercent = read.Number("MIRROR_LOSS_PERCENT", 20, 0, 100),
            Push = PushSettings.Read(read),
            GitExecutable = read.Text("MIRROR_GIT_BIN", "git"),
            Http = HttpSettings.Read(read),
            Reports = ReportSettings.Read(read),
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
}
