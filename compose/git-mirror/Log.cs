using Microsoft.Extensions.Logging;

namespace RegistryJanitor.GitMirror;

/// <summary>Every event of git-mirror: 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "git-mirror {Version} keeps mirrors in {Directory}.")]
    public static partial void Begins(ILogger log, string version, string directory);

    [LoggerMessage(3001, LogLevel.Information, "{Mirror} changed: {Branch} is at {New}, {Refs} refs, {Kept} tips kept aside.")]
    public static partial void Changed(ILogger log, string mirror, string? branch, string? @new, int refs, int kept);

    [LoggerMessage(3002, LogLevel.Debug, "{Mirror} is as its upstream.")]
    public static partial void Unchanged(ILogger log, string mirror);

    [LoggerMessage(3003, LogLevel.Warning, "{Mirror} {Fault}")]
    public static partial void Failed(ILogger log, string mirror, MirrorFault fault);

    [LoggerMessage(3004, LogLevel.Error, "The list has a mistake, so the last good one is used: {Mistake}")]
    public static partial void ListBroken(ILogger log, string mistake);

    [LoggerMessage(3005, LogLevel.Information, "{Mirror} pushed: {Changed} refs to {Destination}, {Refused} faults.")]
    public static partial void Pushed(ILogger log, string mirror, int changed, string destination, int refused);

    [LoggerMessage(3006, LogLevel.Warning, "{Mirror} is not pushed whole: {Fault}")]
    public static partial void NotPushed(ILogger log, string mirror, MirrorFault fault);

    [LoggerMessage(3007, LogLevel.Error, "{Mirror} met a mistake of git-mirror itself; the other mirrors go on.")]
    public static partial void Unexpected(ILogger log, Exception unexpected, string mirror);

    [LoggerMessage(3020, LogLevel.Information, "A webhook asks for {Mirror}.")]
    public static partial void Asked(ILogger log, string mirror);

    [LoggerMessage(3021, LogLevel.Warning, "A POST to {Path} did not know the secret and was refused.")]
    public static partial void NotAdmitted(ILogger log, string path);

    [LoggerMessage(3022, LogLevel.Information, "{Signal} asks for every mirror.")]
    public static partial void Signalled(ILogger log, string signal);

    [LoggerMessage(3023, LogLevel.Error, "{Path} could not be written: {Cause}; name a place that this user may write to in {Setting}.")]
    public static partial void NotWritten(ILogger log, string path, string cause, string setting);
}
