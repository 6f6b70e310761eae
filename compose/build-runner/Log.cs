using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner;

/// <summary>Every event of build-runner: 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "build-runner {Version} is {Runner} and builds with {Engine} from {Directory}.")]
    public static partial void Begins(ILogger log, string version, RunnerName runner, string engine, string directory);

    [LoggerMessage(4001, LogLevel.Information, "{Id} begins: {Image}, attempt {Attempt}.")]
    public static partial void BuildBegins(ILogger log, BuildId id, string image, int attempt);

    [LoggerMessage(4002, LogLevel.Information, "{Id} succeeded after {Took}: {Tags}.")]
    public static partial void Succeeded(ILogger log, BuildId id, TimeSpan took, string tags);

    [LoggerMessage(4003, LogLevel.Warning, "{Id} {Status} after {Took}: {Error}.")]
    public static partial void NotBuilt(ILogger log, BuildId id, string status, TimeSpan took, string? error);

    [LoggerMessage(4004, LogLevel.Warning, "{Id} waits: {Why}.")]
    public static partial void Waits(ILogger log, BuildId id, string why);

    [LoggerMessage(4005, LogLevel.Information, "{Id} is given back to the queue: this runner stops.")]
    public static partial void GivenBack(ILogger log, BuildId id);

    [LoggerMessage(4006, LogLevel.Warning, "{Claim} was lost: another runner took it over, because this one was silent for too long.")]
    public static partial void Lost(ILogger log, Claim claim);

    [LoggerMessage(4007, LogLevel.Warning, "{Dead} has lost its runner; it is {Mine} now.")]
    public static partial void TakenOver(ILogger log, Claim dead, Claim mine);

    [LoggerMessage(4008, LogLevel.Warning, "{Claim} had its result already and was tidied up.")]
    public static partial void Tidied(ILogger log, Claim claim);

    [LoggerMessage(4009, LogLevel.Warning, "{File} {Why}; it is in refused/.")]
    public static partial void SetAside(ILogger log, string file, string why);

    [LoggerMessage(4010, LogLevel.Warning, "The heartbeat of {Claim} could not be written: {Cause}.")]
    public static partial void NoBeat(ILogger log, Claim claim, string cause);

    [LoggerMessage(4011, LogLevel.Information, "{Count} leftovers of killed runners were swept.")]
    public static partial void Swept(ILogger log, int count);

    [LoggerMessage(4012, LogLevel.Information, "{Count} old results were removed with their logs.")]
    public static partial void Removed(ILogger log, int count);

    [LoggerMessage(4013, LogLevel.Warning, "{Count} processes of an earlier life were killed.")]
    public static partial void StraysKilled(ILogger log, int count);

    [LoggerMessage(4014, LogLevel.Warning, "{Id}: what is at the registry after it could not be read: {Cause}.")]
    public static partial void NotRead(ILogger log, BuildId id, string cause);

    [LoggerMessage(4016, LogLevel.Warning, "{Id}: {Count} processes that its engine left were killed.")]
    public static partial void LeftoversKilled(ILogger log, BuildId id, int count);

    [LoggerMessage(4015, LogLevel.Warning, "The engine could not be cleaned within {Limit} while this runner stops; the next start does it.")]
    public static partial void NotCleaned(ILogger log, TimeSpan limit);
}
