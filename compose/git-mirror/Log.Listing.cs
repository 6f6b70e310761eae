using Microsoft.Extensions.Logging;

namespace RegistryJanitor.GitMirror;

/// <content>What a list of mirrors tells: 3020 to 3029.</content>
internal static partial class Log
{
    [LoggerMessage(3060, LogLevel.Error, "The forge cannot be listed, so the list of {Since:u} is used: {Reason}.")]
    public static partial void ListStale(ILogger log, DateTimeOffset since, string reason);

    [LoggerMessage(3061, LogLevel.Warning, "The project {Project} is not mirrored: {Fault}")]
    public static partial void Unready(ILogger log, string project, MirrorFault fault);

    [LoggerMessage(3063, LogLevel.Error, "The forge cannot be listed, and no list of an earlier pass is there: {Reason}.")]
    public static partial void ListMissing(ILogger log, string reason);

    [LoggerMessage(3062, LogLevel.Warning, "{Notice}.")]
    public static partial void Notice(ILogger log, string notice);
}
