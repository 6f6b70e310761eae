using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror;

/// <summary>Everything that can be set, read once at the start and valid from then on.</summary>
/// <param name="DataDirectory">Where mirrors and their state are, absolute.</param>
/// <param name="List">The file that names the mirrors.</param>
/// <param name="Rules">What upstreams may be.</param>
/// <param name="Interval">From the start of one pass to the start of the next.</param>
/// <param name="Workers">Mirrors that are worked on at once.</param>
/// <param name="Limits">How long git may take.</param>
/// <param name="KeptDays">For how many days the tip of a deleted or rewritten branch stays.</param>
/// <param name="LossPercent">An upstream that lost more of its refs than this at once loses nothing here.</param>
/// <param name="GitExecutable">A path, or a name in PATH.</param>
/// <param name="LogFormat">For people or for machines.</param>
/// <param name="LogLevel">What is worth a line.</param>
public sealed record MirrorSettings(
    string DataDirectory,
    string List,
    UpstreamRules Rules,
    TimeSpan Interval,
    int Workers,
    GitLimits Limits,
    int KeptDays,
    int LossPercent,
    string GitExecutable,
    LogFormat LogFormat,
    LogLevel LogLevel)
{
    private const int Day = 24 * 60 * 60;

    /// <summary>Names that begin with one of these are ours: an unknown one is a mistake.</summary>
    public static IReadOnlyCollection<string> Prefixes { get; } = ["MIRROR_", "LOG_"];

    /// <summary>Reads the settings; mistakes are the reader's <see cref="SettingsReader.Errors"/>, and the result is of no use then.</summary>
    public static MirrorSettings Read(SettingsReader read)
    {
        _ = read.Choice("MIRROR_PROVIDER", "list", ("list", "list"));
        return new MirrorSettings(
            DataDirectory: read.AbsolutePath("MIRROR_DATA_DIR", "/var/lib/git-mirror"),
            List: read.AbsolutePath("MIRROR_LIST", "/etc/git-mirror/mirrors.yaml"),
            Rules: new UpstreamRules(read.Switch("MIRROR_ALLOW_HTTP", false), read.Switch("MIRROR_ALLOW_PRIVATE", false)),
            Interval: read.Seconds("MIRROR_INTERVAL_SECS", 300, 1, 30 * Day),
            Workers: read.Number("MIRROR_WORKERS", 4, 1, 64),
            Limits: new GitLimits(
                Command: read.Seconds("MIRROR_GIT_TIMEOUT_SECS", 900, 1, Day),
                FirstFetch: read.Seconds("MIRROR_FIRST_TIMEOUT_SECS", 4 * 3600, 1, 7 * Day),
                Stall: read.Seconds("MIRROR_STALL_SECS", 60, 1, 3600)),
            KeptDays: read.Number("MIRROR_KEPT_DAYS", 14, 1, 3660),
            LossPercent: read.Number("MIRROR_LOSS_PERCENT", 20, 0, 100),
            GitExecutable: read.Text("MIRROR_GIT_BIN", "git"),
            LogFormat: read.Choice("LOG_FORMAT", LogFormat.Text, ("text", LogFormat.Text), ("json", LogFormat.Json)),
            LogLevel: read.Choice(
                "LOG_LEVEL",
                LogLevel.Information,
                ("debug", LogLevel.Debug),
                ("information", LogLevel.Information),
                ("info", LogLevel.Information),
                ("warning", LogLevel.Warning),
                ("error", LogLevel.Error)));
    }
}
