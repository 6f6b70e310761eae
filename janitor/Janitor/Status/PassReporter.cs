using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Status;

/// <summary>Tells of every pass beside the log: a report and a line of history in the store, and what status page and metrics show.</summary>
/// <param name="settings">Where the store is, and how many reports stay.</param>
/// <param name="version">The janitor's.</param>
/// <param name="measure">Counts what takes the space; null when it cannot be known.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Says what could not be written; the pass is none the worse for it.</param>
internal sealed class PassReporter(
    JanitorSettings settings, string version, Func<CancellationToken, Task<StoreUsage?>> measure, TimeProvider clock, ILogger log)
{
    private readonly StorageLayout _layout = new(settings.DataDirectory);
    private PassAccount? _account;
    private volatile StatusSnapshot? _latest;

    /// <summary>What is known now.</summary>
    public StatusSnapshot Latest => _latest ??= StatusSnapshot.At(ReadHistory());

    /// <summary>What the running pass has done.</summary>
    public void Take(PassAccount account) => _account = account;

    /// <summary>What the running dry run would do.</summary>
    public void Take(CollectionPlan plan) => Take(PassAccount.Of(PassId.At(clock.GetUtcNow()), plan));

    /// <summary>Reports the pass that has just ended.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task ReportAsync(EndedPass ended, CancellationToken stop)
    {
        IdleMemory.GiveBack();
        var usage = ended.Result is PassResult.Busy ? null : await MeasureAsync(stop).ConfigureAwait(false);
        IdleMemory.GiveBack();
        var report = new PassReport(version, ended, settings.DryRun, _account, usage);
        _account = null;
        _latest = Latest.With(report, Restorable());
        if (settings.DryRun || ended.Result is PassResult.Busy)
            return;
        if (settings.ReportsKeep > 0)
            TryWrite(_layout.Reports, () => new ReportDirectory(_layout).Add(report.Pass, settings.ReportsKeep, output => PassReportJson.Write(report, output)));

        // Read again: somebody may have run a single pass meanwhile.
        TryWrite(_layout.History, () => PassHistory.Write(_layout, [.. ReadHistory(), HistoryEntry.Of(report)]));
    }

    private async Task<StoreUsage?> MeasureAsync(CancellationToken stop)
    {
        try
        {
            return await measure(stop).ConfigureAwait(false);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Log.NotMeasured(log, unreadable.Message.TrimEnd('.'));
            return null;
        }
    }

    /// <summary>What cannot be read of them, the pass has told already.</summary>
    private ImmutableArray<EvictedTag> Restorable() => [.. EvictedTags.Read(_layout, settings.Undo, _ => { }).Where(tag => tag.Target is not null)];

    private ImmutableArray<HistoryEntry> ReadHistory()
    {
        try
        {
            return PassHistory.Read(_layout);
        }
        catch (Exception damaged) when (damaged is IOException or UnauthorizedAccessException)
        {
            Log.HistoryLost(log, _layout.History, damaged.Message.TrimEnd('.'));
            return [];
        }
    }

    private void TryWrite(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotReported(log, path, error.Message.TrimEnd('.'));
        }
    }
}
