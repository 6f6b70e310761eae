using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Lifecycle;

/// <summary>Events of lifecycle as a whole: 5000 to 5009.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Warning, "{Notice}.")]
    public static partial void Notice(ILogger log, string notice);
}
