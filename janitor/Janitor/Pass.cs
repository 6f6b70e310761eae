using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor;

/// <summary>
/// One pass over a store:
/// <code>
///  1 Lease      one janitor a store
///  2 Recover    what a killed pass left is finished or undone
///  3 Scan       every repository and tag
///  4 Retain     policy: a verdict with its reason for every tag
///  5 Inventory  what blobs, manifests, layers and uploads there are, before anything is marked
///  6 Mark       what the tags that stay lead to
///  7 Plan       an immutable list of steps
///  8 Evict      tags
///  9 Collect    manifests, links and blobs
/// 10 Settle     what was pushed again comes back
/// 11 Purge      from here on it is final
/// 12 Report
/// </code>
/// </summary>
internal sealed class Pass(JanitorSettings settings, RegistryCollector collector, TimeProvider clock, ILogger log)
{
    private readonly StorageLayout _layout = new(settings.DataDirectory);

    /// <summary>For tests that stop a pass at an operation: what stands between the pass and the store.</summary>
    public Func<IStorageMutator, IStorageMutator> Through { get; init; } = mutator => mutator;

    /// <summary>For tests that act where one phase ends and the next begins: called with the one that begins.</summary>
    public Action<PassPhase> Entering { get; init; } = _ => { };

    /// <summary>For tests: how much of the file system is free, and how big it is, bytes.</summary>
    public Func<(long Free, long Total)> Space { get; init; } = new FileSystemSpace(settings.DataDirectory).Read;

    /// <summary>Called in phase 12 with what the pass has to tell, while the lease is still held.</summary>
    public Action<PassAccount> Reporting { get; init; } = _ => { };

    /// <summary>For tests: stands for flock(2).</summary>
    public Func<int, Errno> Flock { get; init; } = FlockHold.Lock;

    /// <summary>All phases.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; the next pass undoes or finishes what was done.</exception>
    public Task<PassResult> RunAsync(CancellationToken stop) =>
        new LeasedWork(_layout, clock, log) { Flock = Flock }.RunAsync((mutator, stopOrLost) => RunAsync(Through(mutator), stopOrLost), stop);

    private async Task<PassResult> RunAsync(IStorageMutator mutator, CancellationToken stop)
    {
        var began = clock.GetUtcNow();
        var ballast = new Ballast(_layout, mutator);
        ballast.DropWhenFull();
        var faults = Recover(mutator, stop);
        using var planner = PlannerAt(began);
        var planned = await PlanAsync(planner, faults, stop).ConfigureAwait(false);
        var done = planned.Plan.IsEmpty ? ExecutionOutcome.Nothing : await ExecuteAsync(planned, mutator, began, stop).ConfigureAwait(false);
        Remember(planned, done);
        ballast.MakeWhenRoom();
        Reporting(PassAccount.Of(PassId.At(began), planned.Plan, done));
        return Report(planned.Plan, done, clock.GetUtcNow() - began);
    }

    /// <summary>Phases 3 to 7: reads, changes nothing, needs no lease.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    /// <exception cref="StoreException">The store is not there.</exception>
    public async Task<CollectionPlan> PreviewAsync(CancellationToken stop)
    {
        StoreException.ThrowIfMissing(_layout);
        using var planner = PlannerAt(clock.GetUtcNow());
        return (await PlanAsync(planner, Recovery.Unfinished(_layout), stop).ConfigureAwait(false)).Plan;
    }

    /// <summary>The same, and what takes the space: a <c>statx</c> a blob more, and the links of tags that the plan need not read.</summary>
    /// <param name="entering">Called with what begins after the plan, in words for people.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    /// <exception cref="StoreException">The store is not there.</exception>
    public async Task<(CollectionPlan Plan, UsageReport Sizes)> PreviewWithSizesAsync(Action<string> entering, CancellationToken stop)
    {
        StoreException.ThrowIfMissing(_layout);
        var now = clock.GetUtcNow();
        using var planner = PlannerAt(now);
        var planned = await PlanAsync(planner, Recovery.Unfinished(_layout), stop).ConfigureAwait(false);
        var reader = new UsageReader(_layout, settings.Parallelism);
        var sizes = settings.RunGc
            ? reader.Read(planned.Store, planned.Graph, new MarkedTargets(planned.Marks).Of, now, entering, stop)
            : reader.Read(now, entering, stop);
        return (planned.Plan, sizes);
    }

    /// <summary>Phase 2.</summary>
    private List<StoreFault> Recover(IStorageMutator mutator, CancellationToken stop)
    {
        var recovered = Recovery.Run(_layout, mutator, KeepTags, stop);
        foreach (var pass in recovered.Finished)
            Log.PassFinished(log, pass);
        foreach (var pass in recovered.Undone)
            Log.PassUndone(log, pass);
        return recovered.Faults;
    }

    /// <summary>Phase 3.</summary>
    private ScannedStore Scan(CancellationToken stop)
    {
        Entering(PassPhase.Scan);
        var watch = Stopwatch.StartNew();
        var store = StoreScanner.Scan(_layout, settings.Parallelism, stop);
        Log.Scanned(log, store.Repositories.Length, store.Repositories.Sum(repository => repository.Tags.Length), watch.ElapsedMilliseconds);
        return store;
    }

    /// <summary>Phases 3 to 7.</summary>
    private async Task<PlannedPass> PlanAsync(SpacePlanner planner, IReadOnlyList<StoreFault> faults, CancellationToken stop)
    {
        var store = Scan(stop);
        var watch = Stopwatch.StartNew();
        var planned = await planner.PlanAsync(store, faults, stop).ConfigureAwait(false);
        Log.Read(log, planned.Graph.ReadCount, planned.LinksRead);
        if (planned.Plan.Space is { } space)
            Log.SpaceIsShort(log, space);
        Log.Planned(log, planned.Plan.EvictionCount, planned.Plan.RemovalCount, planned.Plan.Blobs.Steps.Length, watch.ElapsedMilliseconds);
        return planned;
    }

    private SpacePlanner PlannerAt(DateTimeOffset now) => new(
        _layout, settings, attempt => new StorePlanner(_layout, attempt, WaitForAPushAsync, Entering, now), Space, now);

    /// <summary>Phases 8 to 11.</summary>
    private Task<ExecutionOutcome> ExecuteAsync(PlannedPass planned, IStorageMutator mutator, DateTimeOffset began, CancellationToken stop)
    {
        var executor = new PlanExecutor(
            _layout, mutator, PassId.At(began), planned.Graph, planned.Marks, settings.Engine is GcEngine.Registry ? collector : null,
            youngSince: began - settings.Grace, KeepTags && !planned.EndsUndo, SettleAsync, Entering, settings.Parallelism, log);
        return executor.ExecuteAsync(planned.Plan, stop);
    }

    private bool KeepTags => settings.Undo > TimeSpan.Zero;

    private Task SettleAsync(CancellationToken stop) => Task.Delay(settings.Settle, clock, stop);

    /// <summary>Three looks at a link that could not be read take one settle time.</summary>
    private Task WaitForAPushAsync(CancellationToken stop) => Task.Delay(settings.Settle / 2, clock, stop);

    /// <summary>What the next pass need not find out again.</summary>
    private void Remember(PlannedPass planned, ExecutionOutcome done)
    {
        // What came back may have been misjudged by what was known of tags: then the next pass reads all links.
        var mistaken = done.PushedAgain > 0 || done.BlobsPutBack > 0;
        if (mistaken || planned.Graph.ReadCount + planned.LinksRead > 0)
            TryWrite(_layout.MarkCache, () => MarkCache.Save(_layout, planned.Graph, mistaken ? [] : planned.Marks.Select(mark => mark.Known())));

        // A blob that should have gone and is still there has waited long enough; those that are gone are not looked up any more.
        var allWent = done.Collected + done.BlobsPutBack >= planned.Due.Count;
        if (planned.Waiting is { } waiting && (waiting.Count > 0 || !allWent || File.Exists(_layout.Unreferenced)))
            TryWrite(_layout.Unreferenced, () => UnreferencedSince.Save(_layout, allWent ? waiting : [.. waiting, .. planned.Due]));

        void TryWrite(string path, Action write)
        {
            try
            {
                write();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Log.NotRemembered(log, path, error.Message.TrimEnd('.'));
            }
        }
    }

    /// <summary>Phase 12.</summary>
    private PassResult Report(CollectionPlan plan, ExecutionOutcome done, TimeSpan took)
    {
        FaultLog.Write(log, plan.Faults.Concat(done.Faults));
        FaultLog.WriteHeldBack(log, plan);
        if (done.BlobsPutBack > 0)
            Log.BlobsPutBack(log, done.BlobsPutBack);
        var notCollected = done.CollectorFailure ?? (plan.Blobs as BlobPlan.Refused)?.Why;
        if (notCollected is not null)
            Log.NotCollected(log, notCollected);
        var later = plan.Blobs is BlobPlan.Collect collect ? collect.Later.Sum(blobs => blobs.Bytes) : 0;
        Log.Reports(
            log, done.Evicted, done.Removed, done.Collected, done.Bytes, later, plan.TagCount - done.Evicted, done.PushedAgain, (long)took.TotalMilliseconds);

        var failures = plan.Faults.Concat(plan.HeldBack).Concat(done.Faults)
            .Where(fault => fault is StoreFault.Unreadable or StoreFault.Undeleted).Distinct().Count();
        if (failures > 0)
            return new PassResult.Failed($"{failures} places in the store could not be read or changed; see the lines above");
        return notCollected is null ? new PassResult.Succeeded() : new PassResult.Failed($"blobs are not collected: {notCollected}");
    }
}
