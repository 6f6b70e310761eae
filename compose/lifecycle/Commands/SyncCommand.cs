using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Sync;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle sync</c>: copies the tags that the section sync selects. <c>--list</c> shows which those are, <c>--dry-run</c> what would be done about each. Exit code 1
/// when something failed or was put off.
/// </summary>
public static class SyncCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        if (words is not ([] or ["--list"] or ["--dry-run"]))
            return context.Refuse($"sync takes --list or --dry-run, and no '{Printable.Line(string.Join(' ', words), 60)}'; write one of them, or sync alone");
        if (context.File.Sync.Entries.Count == 0)
        {
            await context.Output.WriteLineAsync($"{context.File.Location} has no entries in sync: nothing is copied.");
            return ExitCode.Success;
        }

        try
        {
            return await RunAsync(context, words is [var only] ? only : "");
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("lifecycle: sync was stopped before its end; the next run goes on");
            return ExitCode.Failed;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return context.Refuse($"LIFECYCLE_DATA_DIR={context.Settings.DataDirectory} cannot be used: {unwritable.Message}");
        }
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string mode)
    {
        var log = context.Logs.CreateLogger("sync");
        using var registries = RegistrySession.Begin(context, context.File.Registry, log);
        var run = new SyncRun(context.File, context.Settings.SyncParallelism);
        var directory = context.Settings.DataDirectory;
        using var hold = mode.Length > 0 ? null : SyncHold.TryTake(directory);
        if (mode.Length == 0 && hold is null)
        {
            await context.Error.WriteLineAsync($"lifecycle: another lifecycle copies with LIFECYCLE_DATA_DIR={directory}; wait for its end");
            return ExitCode.Busy;
        }

        var known = SyncStateFile.Read(directory);
        var planner = new SyncPlanner(registries.Client, known, context.Settings.SyncParallelism);
        if (mode.Length > 0)
        {
            var asked = mode is "--list" ? await run.PlanAsync(planner.ChooseAsync, context.Stop) : await run.PlanAsync(planner.PlanAsync, context.Stop);
            await WriteAsync(context, mode is "--list" ? SyncReport.List(asked) : SyncReport.Plan(asked));
            return asked.All(plan => plan.Fault is null && !plan.Tags.Any(tag => tag is PlannedTag.Fail or PlannedTag.PutOff)) ? ExitCode.Success : ExitCode.Failed;
        }

        SkopeoScratch.Sweep(directory);
        var plans = await run.PlanAsync(planner.PlanAsync, context.Stop);
        var copier = new ImageCopier(registries.Client, registries.Address, context.Credentials, context.Settings, CopyPatience.Default, context.Clock, registries.Random, log);
        var done = await run.CopyAsync(plans, known, copier, new CreationReader(registries.Client), state => SyncStateFile.Write(directory, state), context.Clock, context.Stop);
        await WriteAsync(context, SyncReport.Done(plans, done));
        return done.Entries.All(entry => entry.Result is SyncWords.Ok) ? ExitCode.Success : ExitCode.Failed;
    }

    private static async Task WriteAsync(CommandContext context, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await context.Output.WriteLineAsync(line);
    }
}
