using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Scheduling;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Scheduling;

public sealed class TimetableTests
{
    private static readonly ScheduleSection s_daily = Given.File("schedule: { sync: '0 6 * * *' }").Schedule;

    [Theory]
    // What is new on the schedule waits for its time.
    [InlineData("", "2026-11-22 12:00", "")]
    [InlineData("from 2026-11-22 05:59", "2026-11-22 06:00", "sync, because its schedule 0 6 * * * says so")]
    [InlineData("from 2026-11-22 06:00", "2026-11-22 06:00", "")]
    [InlineData("from 2026-11-22 05:59", "2026-11-22 05:59", "")]
    // A week of them counts once.
    [InlineData("from 2026-11-15 06:00", "2026-11-22 12:00", "sync, because its schedule 0 6 * * * said so at 2026-11-16 06:00:00Z, which was missed")]
    [InlineData("from 2026-11-22 12:00", "2026-11-23 05:59", "")]
    // A run that was ended in its middle is begun again once, and then waits.
    [InlineData("open 2026-11-22 06:00", "2026-11-22 06:03", "sync, because the run of 2026-11-22 06:00:00Z did not come to its end")]
    [InlineData("open 2026-11-22 06:00 again", "2026-11-22 06:03", "")]
    [InlineData("open 2026-11-22 06:00 again", "2026-11-23 06:00", "sync, because its schedule 0 6 * * * says so")]
    // A clock that was once a year ahead does not keep it from running.
    [InlineData("from 2027-11-22 06:00", "2026-11-22 12:00", "")]
    public void A_command_is_due(string record, string now, string due)
    {
        var (at, before) = (Moment(now), record.Length == 0 ? new ScheduleState() : new ScheduleState { Commands = [Record(record)] });

        var known = Timetable.Known(s_daily, before, at);

        Assert.Equal(due, string.Join("; ", Timetable.Due(s_daily, known, at).Select(one => $"{one.Command}, because {one.Why}")));
        Assert.True(Assert.Single(known.Commands).CountsFrom <= at);
        Assert.Equal(due.Length > 0, Timetable.Next(s_daily.Commands[0], known.Of("sync"), at) is null);
    }

    [Fact]
    public void What_is_due_at_once_runs_in_the_order_in_which_it_helps()
    {
        var schedule = Given.File("schedule: { cleanup: '0 6 * * *', status: '0 6 * * *', eol_update: '0 6 * * *', build: '0 6 * * *', sync: '0 6 * * *' }").Schedule;
        var known = Timetable.Known(schedule, new ScheduleState(), Moment("2026-11-22 05:00"));

        Assert.Equal(["sync", "build", "eol_update", "status", "cleanup"], Timetable.Due(schedule, known, Moment("2026-11-22 06:10")).Select(one => one.Command), StringComparer.Ordinal);
    }

    [Fact]
    public void What_leaves_the_schedule_is_forgotten_and_counts_anew_when_it_comes_back()
    {
        var before = new ScheduleState { Commands = [Record("from 2026-11-01 06:00")] };

        var none = Timetable.Known(ScheduleSection.None, before, Moment("2026-11-22 12:00"));
        var back = Timetable.Known(s_daily, none, Moment("2026-11-22 12:00"));

        Assert.Empty(none.Commands);
        Assert.Empty(Timetable.Due(s_daily, back, Moment("2026-11-22 12:00")));
        Assert.Equal(Moment("2026-11-23 06:00"), Timetable.Next(s_daily.Commands[0], back.Of("sync"), Moment("2026-11-22 12:00")));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse($"{text}Z", CultureInfo.InvariantCulture);

    private static ScheduledRunRecord Record(string text)
    {
        var at = Moment(text[5..21]);
        return text.StartsWith("open", StringComparison.Ordinal)
            ? new ScheduledRunRecord("sync", at) { StartedAt = at, Interruptions = text.EndsWith("again", StringComparison.Ordinal) ? 1 : 0 }
            : new ScheduledRunRecord("sync", at);
    }
}
