namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>schedule</c>: when the daemon runs which command.</summary>
/// <param name="Commands">In the order of the file; no command twice.</param>
public sealed record ScheduleSection(IReadOnlyList<ScheduledCommand> Commands)
{
    /// <summary>Nothing is run.</summary>
    public static ScheduleSection None { get; } = new([]);
}
