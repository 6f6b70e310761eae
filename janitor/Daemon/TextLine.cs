using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace RegistryJanitor.Daemon;

/// <summary>One event as <c>2026-11-20 10:00:00 +00:00 INF message</c>, with its exception indented below.</summary>
internal sealed class TextLine : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _head = new("{Timestamp:yyyy-MM-dd HH:mm:ss zzz} {Level:u3} {Message:l}");

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        _head.Format(logEvent, line);
        // A line break inside a value (a tag, a child's words) could pass for an event of ours.
        // Of the other control characters, a terminal would obey some.
        output.WriteLine(Printable.Line(line.ToString().Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)));
        if (logEvent.Exception is { } exception)
        {
            foreach (var row in exception.ToString().EnumerateLines())
            {
                output.Write("    ");
                output.WriteLine(Printable.Line(row.ToString()));
            }
        }
    }
}
