using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>
/// Which commands of the section <c>schedule</c> are due. Pure. Times that were missed, because the daemon was down or another command ran, count once; a run that was ended
/// in its middle is begun once more, and if that is ended as well, waits for its time like any other: what brings the process down must not do so for ever.
/// </summary>
public static class Timetable
{
    /// <summary>What is known, of exactly the commands that are on the schedule: a new one counts from now, so nothing runs just because it was written down.</summary>
    /// <param name="schedule">What the file says.</param>
    /// <param name="known">What was known.</param>
    /// <param name="now">The moment. A record of a later one is of a clock that went wrong, and counts from now.</param>
    public static ScheduleState Known(ScheduleSection schedule, ScheduleState known, DateTimeOffset now) => known with
    {
        Commands =
        [
            .. schedule.Commands.Select(scheduled => known.Of(scheduled.Command) switch
            {
                null => new ScheduledRunRecord(scheduled.Command, now),
                var record when record.CountsFrom > now => record with { CountsFrom = now },
                var record => record,
            }),
        ],
    };

    /// <summary>The commands that are due, in the order in which they help each other.</summary>
    /// <param name="schedule">What the file says.</param>
    /// <param name="known">By <see cref="Known"/>.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<DueCommand> Due(ScheduleSection schedule, ScheduleState known, DateTimeOffset now) =>
        [.. schedule.Commands.Select(scheduled => Due(scheduled, known.Of(scheduled.Command), now)).OfType<DueCommand>()];

    /// <summary>When a command is due next; null: it is not on the schedule, or now.</summary>
    public static DateTimeOffset? Next(ScheduledCommand scheduled, ScheduledRunRecord? record, DateTimeOffset now) =>
        Due(scheduled, record, now) is null ? scheduled.Time.Next(record?.CountsFrom ?? now) : null;

    private static DueCommand? Due(ScheduledCommand scheduled, ScheduledRunRecord? record, DateTimeOffset now)
    {
        if (record is null)
            return null;
        if (record is { IsOpen: true, Interruptions: 0 })
            return new DueCommand(scheduled.Command, string.Create(CultureInfo.InvariantCulture, $"the run of {record.StartedAt:u} did not come to its end"));
        var due = scheduled.Time.Next(record.CountsFrom);
        if (due > now)
            return null;
        return new DueCommand(scheduled.Command, scheduled.Time.Next(due) > now && now - due < TimeSpan.FromHours(1)
            ? $"its schedule {scheduled.Time} says so"
            : string.Create(CultureInfo.InvariantCulture, $"its schedule {scheduled.Time} said so at {due:u}, which was missed"));
    }
}
