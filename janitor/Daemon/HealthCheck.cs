namespace RegistryJanitor.Daemon;

/// <summary>Judges a loop by what it wrote about itself. Pure.</summary>
public static class HealthCheck
{
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_leastAllowance = TimeSpan.FromHours(1);

    /// <summary>Judges what was read; without a record there is no health.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="now">The moment.</param>
    /// <param name="longestPass">What a pass may take beyond the hour or the interval that every loop is allowed; null: no more.</param>
    public static HealthVerdict Judge(HealthReading reading, DateTimeOffset now, TimeSpan? longestPass = null) => reading switch
    {
        HealthReading.Found found => Judge(found.Record, now, longestPass),
        HealthReading.Missing missing => new(false, missing.Sentence),
        HealthReading.Unreadable unreadable => new(false, unreadable.Sentence),
        _ => throw new ArgumentOutOfRangeException(nameof(reading)),
    };

    /// <summary>
    /// Healthy when the last pass that ended succeeded, and the newest is neither stuck (it runs for longer than the interval and for more
    /// than an hour) nor overdue (none began within two intervals and a minute of the last start).
    /// </summary>
    public static HealthVerdict Judge(HealthRecord record, DateTimeOffset now, TimeSpan? longestPass = null)
    {
        if (record.FinishedAt is not { } finishedAt)
        {
            var allowed = Later(Later(record.Interval, s_leastAllowance), longestPass ?? TimeSpan.Zero);
            if (now - record.StartedAt > allowed)
                return new(false, $"stuck: the pass that began at {record.StartedAt:u} is still running, which may take {allowed:c}");
        }
        else
        {
            // A pass may take longer than two intervals: then the next is due from its end, not from its start.
            var due = Later(record.StartedAt + (2 * record.Interval), finishedAt) + s_slack;
            if (now > due)
                return new(false, $"overdue: the last pass began at {record.StartedAt:u}, the next was due by {due:u}");
        }

        if (!record.Succeeded)
            return new(false, $"the last pass failed: {record.Failure ?? "no reason given"}");
        return new(true, record.Running
            ? $"a pass has been running since {record.StartedAt:u}"
            : record.Trouble is { } trouble ? $"the last pass ended at {record.FinishedAt:u}, and failed in part: {trouble}"
            : $"the last pass succeeded at {record.FinishedAt:u}");
    }

    private static T Later<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) > 0 ? a : b;
}
