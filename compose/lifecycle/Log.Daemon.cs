using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Lifecycle;

/// <summary>Events of the daemon: 5200 to 5299.</summary>
internal static partial class Log
{
    [LoggerMessage(5200, LogLevel.Information, "lifecycle {Version} looks at {Count} builds of {Configuration} every {Interval}.")]
    public static partial void Begins(ILogger log, string version, int count, string configuration, TimeSpan interval);

    [LoggerMessage(5202, LogLevel.Information, "{Build}: asked for {Why}.")]
    public static partial void Asked(ILogger log, string build, string why);

    [LoggerMessage(5203, LogLevel.Information, "{Build}: {Id} {State}.")]
    public static partial void Moved(ILogger log, string build, string id, string state);

    [LoggerMessage(5204, LogLevel.Warning, "{Build}: {Id} {State}; make builds says why, make build-log ID={Id} what was said. It is asked for again when the mirror moves, or by lifecycle builds --force {Build}.")]
    public static partial void NotBuilt(ILogger log, string build, string id, string state);

    [LoggerMessage(5205, LogLevel.Warning, "{Build}: {Why}.")]
    public static partial void NotMirrored(ILogger log, string build, string why);

    [LoggerMessage(5206, LogLevel.Error, "{Mistake}")]
    public static partial void Mistaken(ILogger log, string mistake);

    [LoggerMessage(5207, LogLevel.Information, "{Configuration} was read again: {Count} builds.")]
    public static partial void ReadAgain(ILogger log, string configuration, int count);

    [LoggerMessage(5208, LogLevel.Information, "{Command} begins: {Why}.")]
    public static partial void RunBegins(ILogger log, string command, string why);

    [LoggerMessage(5209, LogLevel.Information, "{Command}: {Line}")]
    public static partial void Said(ILogger log, string command, string line);

    [LoggerMessage(5210, LogLevel.Warning, "{Command}: {Line}")]
    public static partial void Complained(ILogger log, string command, string line);

    [LoggerMessage(5211, LogLevel.Information, "{Command} ended well after {Taken} s.")]
    public static partial void RunEnded(ILogger log, string command, string taken);

    [LoggerMessage(5212, LogLevel.Warning, "{Command} {How} after {Taken} s; it runs again at its next time.")]
    public static partial void RunFailed(ILogger log, string command, string how, string taken);

    [LoggerMessage(5213, LogLevel.Information, "{Sentence}.")]
    public static partial void Joined(ILogger log, string sentence);

    [LoggerMessage(5230, LogLevel.Information, "{Image}: asked for {Why}.")]
    public static partial void Rebuilt(ILogger log, string image, string why);

    [LoggerMessage(5231, LogLevel.Information, "{Image} {Why}.")]
    public static partial void RebuiltLater(ILogger log, string image, string why);

    [LoggerMessage(5232, LogLevel.Warning, "{Image} {Why}.")]
    public static partial void NotRebuilt(ILogger log, string image, string why);
}
