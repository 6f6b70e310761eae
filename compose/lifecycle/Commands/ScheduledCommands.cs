using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Site;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>The commands that the daemon runs by the section <c>schedule</c>, as it runs them.</summary>
internal static class ScheduledCommands
{
    /// <summary>Runs one.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="command">One of <see cref="ScheduledCommand.Known"/>.</param>
    internal static Task<ExitCode> RunAsync(CommandContext context, string command) => command switch
    {
        "sync" => SyncCommand.RunAsync(context, []),
        "build" => BuildCommand.RunAsync(context, []),
        // Whoever starts the daemon ten times a day does not ask the site ten times.
        "eol_update" => EolUpdateCommand.RunAsync(context, context.Settings.EndOfLifeDataOf(context.File), isAsked: false, isDryRun: false, new SiteLimits()),
        "status" => StatusCommand.RunAsync(context, ["--output", Path.Join(Directory.CreateDirectory(Path.Join(context.Settings.DataDirectory, "status")).FullName, "README.md")]),
        "cleanup" => CleanupCommand.RunAsync(context, context.File.Retention.Apply ? ["--apply"] : ["--list"]),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "is not known"),
    };
}
