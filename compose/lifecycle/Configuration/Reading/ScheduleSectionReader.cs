using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Scheduling;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>schedule</c>.</summary>
internal static class ScheduleSectionReader
{
    internal static ScheduleSection Read(YamlSection section)
    {
        var commands = new List<ScheduledCommand>();
        foreach (var command in ScheduledCommand.Known)
        {
            if (section.One(command, CronExpression.Read) is { } time)
                commands.Add(new ScheduledCommand(command, time));
        }

        section.RefuseOthers();
        return new ScheduleSection(commands);
    }
}
