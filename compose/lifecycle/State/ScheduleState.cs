namespace RegistryJanitor.Lifecycle.State;

/// <summary>When the daemon ran which command of the section <c>schedule</c>: <c>state/schedule.json</c> on the volume.</summary>
public sealed record ScheduleState
{
    /// <summary>The shape of this file; a reader takes no other.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>In the order in which the commands help each other; none that the file does not name.</summary>
    public IReadOnlyList<ScheduledRunRecord> Commands { get; init; } = [];

    /// <summary>What is known of a command; null: it was never on the schedule.</summary>
    public ScheduledRunRecord? Of(string command) => Commands.FirstOrDefault(known => known.Command.Equals(command, StringComparison.Ordinal));

    /// <summary>The same with another record of one command.</summary>
    public ScheduleState With(ScheduledRunRecord record) => this with
    {
        Commands = [.. Commands.Select(known => known.Command.Equals(record.Command, StringComparison.Ordinal) ? record : known)],
    };
}
