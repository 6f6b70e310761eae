using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace RegistryJanitor.Daemon;

/// <summary>The log of a process: events on standard output or standard error, for whoever runs it to keep.</summary>
public static class ProcessLog
{
    /// <summary>A factory to be disposed by the caller at the very end; disposing flushes.</summary>
    /// <param name="format">For people or for programs.</param>
    /// <param name="level">The least level that is written. The host's own chatter below a warning is left out, except at Trace.</param>
    /// <param name="toStandardError">Where standard output carries the answer of a command (a plan, a report).</param>
    public static ILoggerFactory Create(LogFormat format, LogLevel level, bool toStandardError)
    {
        ITextFormatter line = format == LogFormat.Json ? new JsonLine() : new TextLine();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(LevelConvert.ToSerilogLevel(level))
            .WriteTo.Console(line, standardErrorFromLevel: toStandardError ? LevelAlias.Minimum : null);
        if (level is LogLevel.Information or LogLevel.Debug)
            configuration.MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
