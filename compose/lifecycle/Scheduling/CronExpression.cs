using System.Globalization;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>
/// Moments in UTC, as the five fields of cron say them: minute, hour, day of month, month, day of week. Numbers, names of months and days, lists, ranges and steps. Where both
/// days are restricted, either of them is enough, as in crontab(5).
/// </summary>
public sealed record CronExpression
{
    private const int Longest = 200;

    // The 29th of February is at most eight years away.
    private const int LongestSearchInDays = (8 * 366) + 1;

    private static readonly CronField s_minute = new("minute", 0, 59, []);
    private static readonly CronField s_hour = new("hour", 0, 23, []);
    private static readonly CronField s_day = new("day of month", 1, 31, []);
    private static readonly CronField s_month = new("month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);
    private static readonly CronField s_weekday = new("day of week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _eitherDay;

    private CronExpression(string text, ulong[] sets, bool eitherDay)
    {
        Text = text;
        (_minutes, _hours, _days, _months) = (sets[0], sets[1], sets[2], sets[3]);
        // 0 and 7 are both Sunday.
        _weekdays = sets[4] | (sets[4] >> 7);
        _eitherDay = eitherDay;
    }

    /// <summary>As it is written, with single blanks.</summary>
    public string Text { get; }

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (CronExpression? Time, string? Mistake) Read(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (text.Length > Longest || parts.Length != 5 || !Array.TrueForAll(parts, part => part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '*' or '/' or ',' or '-')))
            return (null, "is no time of cron; write minute, hour, day of month, month and day of week, such as '0 6 * * *' for each day at 06:00 UTC");
        CronField[] fields = [s_minute, s_hour, s_day, s_month, s_weekday];
        var sets = new ulong[fields.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            if (fields[at].Read(parts[at]) is not { } set)
                return (null, string.Create(CultureInfo.InvariantCulture, $"is no time of cron: '{parts[at]}' is no {fields[at].Name}; write {fields[at].Expected}, lists (1,2), ranges (1-5) or steps (*/5)"));
            sets[at] = set;
        }

        var time = new CronExpression(string.Join(' ', parts), sets, eitherDay: parts[2][0] is not '*' && parts[4][0] is not '*');
        return time.After(DateTimeOffset.UnixEpoch) is null ? (null, "never comes: no such month has such a day; write another day of month") : (time, null);
    }

    /// <summary>The first moment after another.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => After(after) ?? throw new InvalidOperationException($"{Text} never comes");

    /// <inheritdoc />
    public override string ToString() => Text;

    private DateTimeOffset? After(DateTimeOffset after)
    {
        var begin = after.UtcDateTime.Date.AddHours(after.UtcDateTime.Hour).AddMinutes(after.UtcDateTime.Minute + 1);
        for (var searched = 0; searched < LongestSearchInDays; searched++)
        {
            var day = begin.Date.AddDays(searched);
            if (!IsDay(day))
                continue;
            for (var minute = searched == 0 ? (int)begin.TimeOfDay.TotalMinutes : 0; minute < 24 * 60; minute++)
            {
                if (Has(_hours, minute / 60) && Has(_minutes, minute % 60))
                    return new DateTimeOffset(day.AddMinutes(minute), TimeSpan.Zero);
            }
        }

        return null;
    }

    private bool IsDay(DateTime day)
    {
        var (byDay, byWeekday) = (Has(_days, day.Day), Has(_weekdays, (int)day.DayOfWeek));
        return Has(_months, day.Month) && (_eitherDay ? byDay || byWeekday : byDay && byWeekday);
    }

    private static bool Has(ulong set, int value) => (set >> value & 1) != 0;
}
