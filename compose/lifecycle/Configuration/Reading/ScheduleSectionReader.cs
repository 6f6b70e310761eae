using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>schedule</c>.</summary>
internal static class ScheduleSectionReader
{
    private const int Longest = 200;

    internal static ScheduleSection Read(YamlSection section)
    {
        var commands = new List<ScheduledCommand>();
        foreach (var command in ScheduledCommand.Known)
        {
            if (section.One(command, Expression) is { } expression)
                commands.Add(new ScheduledCommand(command, expression));
        }

        section.RefuseOthers();
        return new ScheduleSection(commands);
    }

    /// <summary>The outer shape alone: numbers and names are judged by who computes moments of them.</summary>
    private static (string? Expression, string? Mistake) Expression(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return text.Length <= Longest && fields.Length == 5 && Array.TrueForAll(fields, field => field.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '*' or '/' or ',' or '-'))
            ? (string.Join(' ', fields), null)
            : (null, "is no time of cron; write minute, hour, day of month, month and day of week, such as '0 6 * * *' for each day at 06:00 UTC");
    }
}
