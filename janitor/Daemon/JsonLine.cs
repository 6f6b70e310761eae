using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace RegistryJanitor.Daemon;

/// <summary>
/// One event as one JSON object: <c>timestamp</c> (UTC, ISO 8601), <c>level</c>, <c>message</c> (rendered), <c>exception</c> where there is
/// one, and every other property of the event in <c>properties</c>; <c>EventId</c> there is <c>{"Id":1000,"Name":"Started"}</c>.
/// </summary>
internal sealed class JsonLine : ITextFormatter
{
    private readonly JsonValueFormatter _values = new(typeTagName: null);
    private readonly MessageTemplateTextFormatter _message = new("{Message:l}");

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var rendered = new StringWriter();
        _message.Format(logEvent, rendered);

        output.Write("{\"timestamp\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("O"));
        output.Write("\",\"level\":\"");
        output.Write(logEvent.Level);
        output.Write("\",\"message\":");
        JsonValueFormatter.WriteQuotedJsonString(rendered.ToString(), output);
        if (logEvent.Exception is { } exception)
        {
            output.Write(",\"exception\":");
            JsonValueFormatter.WriteQuotedJsonString(exception.ToString(), output);
        }

        output.Write(",\"properties\":");
        _values.Format(new StructureValue(logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value))), output);
        output.WriteLine('}');
    }
}
