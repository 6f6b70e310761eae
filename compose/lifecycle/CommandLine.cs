using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle;

/// <summary>What stands on the command line: options for every command, then the command and its words.</summary>
/// <param name="Words">The command and what follows it.</param>
public sealed record CommandLine(IReadOnlyList<string> Words)
{
    private static readonly string[] s_options = ["--config", "--log-format", "--log-level"];

    /// <summary><c>--config</c>; null: the environment decides.</summary>
    public string? Configuration { get; init; }

    /// <summary><c>--log-format</c>; null: the environment decides.</summary>
    public LogFormat? LogFormat { get; init; }

    /// <summary><c>--log-level</c>; null: the environment decides.</summary>
    public LogLevel? LogLevel { get; init; }

    /// <summary>Reads it; the mistake is a sentence. Options end where the command begins.</summary>
    public static (CommandLine Line, string? Mistake) Read(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine([]);
        var at = 0;
        while (at < arguments.Count)
        {
            var (name, value) = arguments[at].IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? (arguments[at][..equals], arguments[at][(equals + 1)..]) : (arguments[at], null);
            if (!s_options.Contains(name, StringComparer.Ordinal))
                break;
            at += value is null ? 2 : 1;
            value ??= at <= arguments.Count ? arguments[at - 1] : "";
            if (value.Length == 0)
                return (line, $"{name} has no value; write it behind");
            var (next, mistake) = With(line, name, value);
            if (mistake is not null)
                return (line, mistake);
            line = next;
        }

        // imglife's way to ask for a check.
        IReadOnlyList<string> words = [.. arguments.Skip(at)];
        return (line with { Words = words is ["--check"] ? ["check"] : words }, null);
    }

    private static (CommandLine Line, string? Mistake) With(CommandLine line, string name, string value)
    {
        switch (name)
        {
            case "--log-format":
                return Find(LogWords.Formats, value) is { } format ? (line with { LogFormat = format }, null) : (line, $"--log-format {Printable.Line(value, 60)} is not known; write text or json");
            case "--log-level":
                return Find(LogWords.Levels, value) is { } level ? (line with { LogLevel = level }, null) : (line, $"--log-level {Printable.Line(value, 60)} is not known; write debug, info, warning or error");
            default:
                return (line with { Configuration = value }, null);
        }
    }

    private static T? Find<T>((string Word, T Value)[] words, string value)
        where T : struct
    {
        foreach (var (word, meant) in words)
        {
            if (word.Equals(value, StringComparison.OrdinalIgnoreCase))
                return meant;
        }

        return null;
    }
}
