using RegistryJanitor.Lifecycle.Scheduling;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>A command that the daemon runs.</summary>
/// <param name="Command"><c>sync</c>, <c>build</c>, <c>eol_update</c>, <c>status</c> or <c>cleanup</c>.</param>
/// <param name="Time">When, in UTC.</param>
public sealed record ScheduledCommand(string Command, CronExpression Time)
{
    /// <summary>The commands that may be scheduled, in the order in which they help each other.</summary>
    public static IReadOnlyList<string> Known { get; } = ["sync", "build", "eol_update", "status", "cleanup"];
}
