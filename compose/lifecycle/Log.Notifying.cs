using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Lifecycle;

/// <summary>Events of telling people: 5220 to 5229. Sinks are called by kind and host.</summary>
internal static partial class Log
{
    [LoggerMessage(5220, LogLevel.Information, "{Sink} was told of {Count}: {Title}.")]
    public static partial void Told(ILogger log, string sink, int count, string title);

    [LoggerMessage(5221, LogLevel.Warning, "{Sink} {Why}; it is tried again at {Until:u}, and told what is true then.")]
    public static partial void NotTold(ILogger log, string sink, string why, DateTimeOffset until);

    [LoggerMessage(5222, LogLevel.Error, "{Sink} {Why}. It is told nothing more until its entry in lifecycle.yaml is another, or lifecycle is started again.")]
    public static partial void RefusedByIt(ILogger log, string sink, string why);

    [LoggerMessage(5223, LogLevel.Warning, "What was told cannot be written down, so that it is told again after a restart: {Why}.")]
    public static partial void NotRemembered(ILogger log, string why);

    [LoggerMessage(5224, LogLevel.Warning, "Nobody is told of anything in this look: {Why}.")]
    public static partial void NotSeen(ILogger log, string why);
}
