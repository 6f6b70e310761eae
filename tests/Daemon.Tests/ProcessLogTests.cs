using System.Text.Json;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace RegistryJanitor.Daemon.Tests;

[Collection(nameof(Alone))]
public sealed partial class ProcessLogTests
{
    [Fact]
    public void Text_is_one_line_an_event_with_its_exception_indented_below()
    {
        var lines = Written(new TextLine(), log =>
        {
            Log.Evicted(log, "team/app", 3, null);
            Log.Evicted(log, "x", 1, new InvalidOperationException("first\nsecond"));
        }).Split('\n');

        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d WRN Evicted 3 from team/app\.$", lines[0]);
        Assert.EndsWith("WRN Evicted 1 from x.", lines[1], StringComparison.Ordinal);
        Assert.Equal("    System.InvalidOperationException: first", lines[2]);
        Assert.Equal("    second", lines[3]);
    }

    [Fact]
    public void A_line_break_in_a_value_cannot_pass_for_an_event() =>
        Assert.EndsWith(
            @"Evicted 3 from a\n2026 INF all is well." + "\n",
            Written(new TextLine(), log => Log.Evicted(log, "a\n2026 INF all is well", 3, null)),
            StringComparison.Ordinal);

    [Fact]
    public void Json_is_one_object_a_line_with_everything_in_it()
    {
        var text = Written(new JsonLine(), log => Log.Evicted(log, "a\"b\nc", 3, new InvalidOperationException("why\nnot")));

        Assert.Equal(1, text.Count(letter => letter == '\n'));
        var line = JsonDocument.Parse(text).RootElement;
        Assert.Equal(TimeSpan.Zero, line.GetProperty("timestamp").GetDateTimeOffset().Offset);
        Assert.EndsWith("Z", line.GetProperty("timestamp").GetString(), StringComparison.Ordinal);
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal("Evicted 3 from a\"b\nc.", line.GetProperty("message").GetString());
        Assert.StartsWith("System.InvalidOperationException: why\nnot", line.GetProperty("exception").GetString(), StringComparison.Ordinal);
        var properties = line.GetProperty("properties");
        Assert.Equal("a\"b\nc", properties.GetProperty("Repository").GetString());
        Assert.Equal(3, properties.GetProperty("Tags").GetInt32());
        Assert.Equal(7, properties.GetProperty("EventId").GetProperty("Id").GetInt32());
        Assert.Equal("test", properties.GetProperty("SourceContext").GetString());
    }

    [Theory]
    [InlineData(LogFormat.Text, false)]
    [InlineData(LogFormat.Json, true)]
    public void The_process_log_writes_to_the_stream_that_was_asked_for_and_leaves_the_hosts_chatter_out(LogFormat format, bool toStandardError)
    {
        var (standard, error) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.SetError(errors);
            using var logs = ProcessLog.Create(format, LogLevel.Information, toStandardError);
            Log.Evicted(logs.CreateLogger("janitor"), "app", 1, null);
            Log.Started(logs.CreateLogger("Microsoft.Hosting.Lifetime"));
            Log.Started(logs.CreateLogger("janitor"));
        }
        finally
        {
            Console.SetOut(standard);
            Console.SetError(error);
        }

        var (chosen, other) = toStandardError ? (errors, output) : (output, errors);
        Assert.Equal(2, chosen.ToString().Count(letter => letter == '\n'));
        Assert.Equal("", other.ToString());
        Assert.Equal(format == LogFormat.Json, chosen.ToString().StartsWith('{'));
    }

    private static string Written(ITextFormatter format, Action<Microsoft.Extensions.Logging.ILogger> write)
    {
        using var output = new StringWriter();
        using (var logs = new SerilogLoggerFactory(new LoggerConfiguration().WriteTo.Sink(new Sink(format, output)).CreateLogger(), dispose: true))
            write(logs.CreateLogger("test"));
        return output.ToString();
    }

    private sealed class Sink(ITextFormatter format, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => format.Format(logEvent, output);
    }

    private static partial class Log
    {
        [LoggerMessage(7, LogLevel.Warning, "Evicted {Tags} from {Repository}.")]
        public static partial void Evicted(Microsoft.Extensions.Logging.ILogger log, string repository, int tags, Exception? exception);

        [LoggerMessage(8, LogLevel.Information, "Started.")]
        public static partial void Started(Microsoft.Extensions.Logging.ILogger log);
    }
}
