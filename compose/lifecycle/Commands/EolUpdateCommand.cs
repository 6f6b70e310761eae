using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Fetching;
using RegistryJanitor.Lifecycle.EndOfLife.Site;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle eol update [--dry-run] [--data-file FILE]</c>: renews the data file.</summary>
public static class EolUpdateCommand
{
    /// <summary>Runs it because somebody asks.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind <c>update</c>.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        var (isDryRun, dataFile) = (false, (string?)null);
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--dry-run":
                    isDryRun = true;
                    break;
                case "--data-file" when at + 1 < words.Count && words[at + 1].Length > 0:
                    dataFile = words[++at];
                    break;
                case ['-', '-', 'd', 'a', 't', 'a', '-', 'f', 'i', 'l', 'e', '=', .. { Length: > 0 } named]:
                    dataFile = named;
                    break;
                case var other:
                    return Task.FromResult(context.Refuse($"eol update takes no '{Printable.Line(other, 60)}' alone; write lifecycle eol update [--dry-run] [--data-file FILE]"));
            }
        }

        var path = dataFile is null ? context.Settings.EndOfLifeDataOf(context.File) : Path.GetFullPath(dataFile);
        return RunAsync(context, path, isAsked: true, isDryRun, new SiteLimits());
    }

    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="dataFile">Absolute.</param>
    /// <param name="isAsked">Somebody asks now; otherwise what was fetched within a day is good enough.</param>
    /// <param name="isDryRun">Nothing is written.</param>
    /// <param name="limits">What may be spent.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, string dataFile, bool isAsked, bool isDryRun, SiteLimits limits)
    {
        if (context.File.EndOfLife.Provider is EndOfLifeProvider.Local)
            return Task.FromResult(Leave(context, dataFile));
        var before = DataFile.Read(dataFile);
        foreach (var mistake in before.Mistakes)
            context.Refuse(mistake);
        var plan = new UpdatePlan(WatchList.Products(WatchList.Of(context.File, _ => [])), dataFile, FetchFile.PathIn(context.Settings.DataDirectory))
        {
            Own = [.. context.File.EndOfLife.Overrides.Select(one => one.Product)],
            IsAsked = isAsked,
            IsDryRun = isDryRun,
        };
        return before.Mistakes.Count > 0 ? Task.FromResult(ExitCode.Usage) : RunAsync(context, plan, before, limits);
    }

    private static ExitCode Leave(CommandContext context, string dataFile)
    {
        context.Output.WriteLine(Printable.Line($"eol_provider is local: nothing is asked for, and {dataFile} is as it was."));
        return ExitCode.Success;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, UpdatePlan plan, DataReading before, SiteLimits limits)
    {
        var address = context.Settings.EndOfLifeAddress;
        var record = FetchFile.Read(plan.RecordFile, address);
        using var site = new EndOfLifeSite(address, context.Version, limits, context.Clock, record.NotBefore ?? default);
        try
        {
            return Tell(context, await new EndOfLifeUpdate(site, address, limits, context.Clock).RunAsync(plan, before, record, context.Stop));
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            return Tell(context, new UpdateReport([], $"{plan.DataFile} is as it was") { Failure = "the update was stopped; run it again" });
        }
    }

    private static ExitCode Tell(CommandContext context, UpdateReport report)
    {
        foreach (var product in report.Products)
            context.Output.WriteLine(Printable.Line($"{product.Product}: {product.Sentence}"));
        context.Output.WriteLine(Printable.Line($"{report.Summary}."));
        foreach (var said in report.Notices.Append(report.Failure).OfType<string>())
            context.Error.WriteLine(Printable.Line($"lifecycle: {said}"));
        return report.IsFresh ? ExitCode.Success : ExitCode.Failed;
    }
}
