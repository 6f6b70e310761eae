using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle;

/// <summary>The words for formats and levels of the log, in the environment and on the command line.</summary>
internal static class LogWords
{
    internal static (string Word, LogFormat Value)[] Formats { get; } = [("text", LogFormat.Text), ("json", LogFormat.Json)];

    internal static (string Word, LogLevel Value)[] Levels { get; } =
    [
        ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("info", LogLevel.Information),
        ("warning", LogLevel.Warning), ("warn", LogLevel.Warning), ("error", LogLevel.Error),
    ];
}
