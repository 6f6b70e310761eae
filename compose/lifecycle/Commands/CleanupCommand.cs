using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Cleanup;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Sync;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle cleanup [--list] [--apply]</c>: shows, and with <c>--apply</c> removes, what the section retention does not keep on other registries than our own. Exit
/// code 1 when something failed, was not certain, or would be too much.
/// </summary>
public static partial class CleanupCommand
{
    private const int Parallelism = 8;

    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (words is not ([] or ["--list"] or ["--apply"]))
            return context.Refuse($"cleanup takes --list or --apply, and no '{Printable.Line(string.Join(' ', words), 60)}'; write one of them, or cleanup alone, which lists");
        var file = WithOwn(context);
        var (rules, mistake) = CleanupRules.Read(file.Retention);
        if (rules is null)
            return context.Refuse($"{file.Location}: {mistake}");
        try
        {
            return await RunAsync(context, file, rules, isApplied: words is ["--apply"]);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("lifecycle: cleanup was stopped while it looked; nothing was deleted");
            return ExitCode.Failed;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return context.Refuse($"LIFECYCLE_DATA_DIR={context.Settings.DataDirectory} cannot be used: {unwritable.Message}");
        }
    }

    /// <summary>The registry that runs beside is our own, whether the file says so or not.</summary>
    private static LifecycleFile WithOwn(CommandContext context) => context.Settings.Registry is { } beside && !context.File.Registry.IsOwn(beside.Registry)
        ? context.File with { Registry = context.File.Registry with { Own = [.. context.File.Registry.Own, beside.Registry] } }
        : context.File;

    private static async Task<ExitCode> RunAsync(CommandContext context, LifecycleFile file, CleanupRules rules, bool isApplied)
    {
        var log = context.Logs.CreateLogger("cleanup");
        using var registries = RegistrySession.Begin(context, file.Registry, log);
        var directory = context.Settings.DataDirectory;
        // A sync would copy into what is looked at.
        using var hold = isApplied ? SyncHold.TryTake(directory) : null;
        if (isApplied && hold is null)
        {
            await context.Error.WriteLineAsync($"lifecycle: another lifecycle copies or deletes with LIFECYCLE_DATA_DIR={directory}; wait for its end");
            return ExitCode.Busy;
        }

        var scope = CleanupScope.Of(file);
        var inspector = new RepositoryInspector(registries.Client, Parallelism);
        var seen = new List<SeenRepository>();
        foreach (var target in scope.Targets)
            seen.Add(target is { IsOwn: true, HasImages: false } ? new SeenRepository(target, []) : await inspector.ReadAsync(target, context.Stop));
        var pins = CleanupPins.Of(file, SyncStateFile.Read(directory), seen);
        var plans = new CleanupPlanner(file.Retention, rules, file.Registry).Plan(seen, pins, scope.Notes.Count > 0 ? scope.Notes[0] : null, context.Clock.GetUtcNow());
        if (!isApplied)
        {
            await WriteAsync(context, CleanupReport.Plan(plans, scope.Notes));
            return plans.Any(plan => plan.Fault is not null) || scope.Notes.Count > 0 ? ExitCode.Failed : ExitCode.Success;
        }

        var outcomes = await ApplyAsync(context, registries.Client, plans, log);
        await WriteAsync(context, CleanupReport.Done(outcomes, scope.Notes));
        foreach (var lost in outcomes.Where(outcome => outcome.IsLoss))
            Log.Lost(log, lost.Sentence!);
        return outcomes.Count == plans.Count && outcomes.All(outcome => outcome.IsWell) && scope.Notes.Count == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static async Task<IReadOnlyList<CleanupOutcome>> ApplyAsync(CommandContext context, RegistryClient registries, IReadOnlyList<RepositoryPlan> plans, ILogger log)
    {
        var directory = context.Settings.DataDirectory;
        var state = CleanupStateFile.Read(directory);
        // Before anything goes: a volume that cannot be written would keep no record of it.
        CleanupStateFile.Write(directory, state);
        var apply = new CleanupApply(registries, Parallelism, context.Clock, removed =>
        {
            Log.Removed(log, removed.Repository, removed.Tag, removed.Digest, removed.Why);
            state = state with { Removed = [removed, .. state.Removed] };
            CleanupStateFile.Write(directory, state);
        });
        var outcomes = await apply.RunAsync(plans, context.Stop);
        CleanupStateFile.Write(directory, state with { At = context.Clock.GetUtcNow(), Repositories = [.. outcomes.Select(outcome => outcome.Record)] });
        return outcomes;
    }

    private static async Task WriteAsync(CommandContext context, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await context.Output.WriteLineAsync(line);
    }

    private static partial class Log
    {
        [LoggerMessage(5111, LogLevel.Information, "{Repository}:{Tag} is gone, {Digest}: {Why}.")]
        public static partial void Removed(ILogger log, string repository, string tag, string digest, string why);

        [LoggerMessage(5112, LogLevel.Critical, "{Sentence}.")]
        public static partial void Lost(ILogger log, string sentence);
    }
}
