using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary>
/// One pass over a store:
/// <code>
///  1 Lease      one janitor a store
///  2 Recover    what a killed pass left is finished or undone
///  3 Scan       every repository and tag
///  4 Retain     policy: a verdict with its reason for every tag
///  5 Inventory  what manifests there are, before anything is marked
///  6 Mark       what the tags that stay lead to
///  7 Plan       an immutable list of steps
///  8 Evict      tags
///  9 Collect    manifests
/// 10 Settle     what was pushed again comes back
/// 11 Purge      from here on it is final; then blobs, by the registry's own collector
/// 12 Report
/// </code>
/// </summary>
public sealed class Pass(JanitorSettings settings, RegistryCollector collector, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(500);

    private readonly StorageLayout _layout = new(settings.DataDirectory);
    private readonly RetentionPolicy _policy = new(settings.KeepLast);

    /// <summary>For tests that stop a pass at an operation: what stands between the pass and the store.</summary>
    internal Func<IStorageMutator, IStorageMutator> Through { get; init; } = mutator => mutator;

    /// <summary>All phases.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; the next pass undoes or finishes what was done.</exception>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        try
        {
            using var lease = await LeaseAsync(stop).ConfigureAwait(false);
            return lease is null
                ? new PassResult.Busy($"another janitor has worked on {_layout.Root} for more than {s_patience.TotalMinutes} minutes")
                : await RunAsync(Through(lease.Mutator), stop).ConfigureAwait(false);
        }
        catch (StoreException refused)
        {
            return new PassResult.Failed(refused.Message);
        }
    }

    private async Task<PassResult> RunAsync(IStorageMutator mutator, CancellationToken stop)
    {
        var began = clock.GetUtcNow();
        var ballast = new Ballast(_layout, mutator);
        ballast.DropWhenFull();
        var engine = new RegistryEngine(
            _layout, collector, new BlobHold(_layout, mutator, settings.Parallelism), SettleAsync, clock, log);
        var faults = await RecoverAsync(mutator, engine, stop).ConfigureAwait(false);
        var store = Scan(stop);
        var plan = Plan(store, began, stop);
        faults.AddRange(plan.Faults);
        var done = plan.IsEmpty ? ExecutionOutcome.Nothing : await ExecuteAsync(plan, mutator, began, stop).ConfigureAwait(false);
        faults.AddRange(done.Faults);
        var collected = await CollectBlobsAsync(engine, store, [.. faults, .. plan.HeldBack], stop).ConfigureAwait(false);
        faults.AddRange(collected.Taken.Faults);
        ballast.MakeWhenRoom();
        return Report(plan, done, collected, faults, clock.GetUtcNow() - began);
    }

    /// <summary>Phases 3 to 7: reads, changes nothing, needs no lease.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    /// <exception cref="StoreException">The store is not there.</exception>
    public CollectionPlan Preview(CancellationToken stop)
    {
        StoreException.ThrowIfMissing(_layout);
        return Plan(Scan(stop), clock.GetUtcNow(), stop);
    }

    /// <summary>Phase 1. Null when somebody else holds it for longer than is reasonable.</summary>
    private async Task<StorageLease?> LeaseAsync(CancellationToken stop)
    {
        var until = clock.GetUtcNow() + s_patience;
        for (var first = true; ; first = false)
        {
            if (StorageLease.TryAcquire(_layout, clock.GetUtcNow(), out var lease, out var holder))
                return lease;
            if (first)
                Log.Waits(log, holder);
            if (clock.GetUtcNow() >= until)
                return null;
            await Task.Delay(s_betweenAttempts, clock, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Phase 2.</summary>
    private async Task<List<StoreFault>> RecoverAsync(IStorageMutator mutator, RegistryEngine engine, CancellationToken stop)
    {
        var recovered = Recovery.Run(_layout, mutator, stop);
        foreach (var pass in recovered.Finished)
            Log.PassFinished(log, pass);
        foreach (var pass in recovered.Undone)
            Log.PassUndone(log, pass);
        var released = await engine.RecoverAsync(stop).ConfigureAwait(false);
        if (released.PutBack > 0)
            Log.BlobsPutBack(log, released.PutBack);
        return [.. recovered.Faults, .. released.Faults];
    }

    /// <summary>Phase 3.</summary>
    private ScannedStore Scan(CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var store = StoreScanner.Scan(_layout, settings.Parallelism, stop);
        Log.Scanned(log, store.Repositories.Length, store.Repositories.Sum(repository => repository.Tags.Length), watch.ElapsedMilliseconds);
        return store;
    }

    /// <summary>Phases 4 to 7, repositories in parallel.</summary>
    private CollectionPlan Plan(ScannedStore store, DateTimeOffset now, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var marker = MarkerAt(now);
        var plans = new RepositoryPlan[store.Repositories.Length];
        WorkCrew.ForEach(settings.Parallelism, store.Repositories, atOnce: 1, (index, repository) =>
        {
            var verdicts = _policy.Decide(repository);
            var outcome = marker.Mark(repository, verdicts, stop);
            plans[index] = CollectionPlanner.Plan(repository.Name, verdicts, outcome, settings.RunGc && settings.DeleteUntagged);
        }, stop);
        var plan = new CollectionPlan([.. plans], [.. store.AllFaults]);
        Log.Planned(log, plan.EvictionCount, plan.RemovalCount, watch.ElapsedMilliseconds);
        return plan;
    }

    /// <summary>Phases 8 to 11.</summary>
    private Task<ExecutionOutcome> ExecuteAsync(CollectionPlan plan, IStorageMutator mutator, DateTimeOffset began, CancellationToken stop) =>
        new PlanExecutor(_layout, mutator, PassId.At(began), MarkerAt(began), SettleAsync, settings.Parallelism, log)
            .ExecuteAsync(plan, committing: () => RegistryEngine.Announce(_layout), stop);

    private RepositoryMarker MarkerAt(DateTimeOffset now) => new(_layout, youngSince: now - settings.Grace);

    private Task SettleAsync(CancellationToken stop) => Task.Delay(settings.Settle, clock, stop);

    /// <summary>The end of phase 11.</summary>
    private async Task<BlobOutcome> CollectBlobsAsync(
        RegistryEngine engine, ScannedStore store, IReadOnlyCollection<StoreFault> faults, CancellationToken stop)
    {
        // A person who asks for one pass wants the space back now.
        var due = settings.RunOnce || RegistryEngine.IsDue(_layout, clock.GetUtcNow());
        if (!settings.RunGc || !due || !Directory.Exists(_layout.Repositories))
            return BlobOutcome.NotDue;
        var refusal = CollectorPreconditions.RefusalByConfiguration(
                _layout, settings.RegistryConfiguration, CollectorPreconditions.OwnEnvironment())
            ?? CollectorPreconditions.RefusalByStore(_layout, store, [.. faults.OfType<StoreFault.Unreadable>()]);
        return refusal is null ? await engine.CollectAsync(stop).ConfigureAwait(false) : new BlobOutcome(refusal, HoldOutcome.Nothing);
    }

    /// <summary>Phase 12.</summary>
    private PassResult Report(CollectionPlan plan, ExecutionOutcome done, BlobOutcome collected, List<StoreFault> faults, TimeSpan took)
    {
        FaultLog.Write(log, faults);
        FaultLog.WriteHeldBack(log, plan);
        if (collected.Taken.PutBack > 0)
            Log.BlobsPutBack(log, collected.Taken.PutBack);
        if (collected.Taken.Collected > 0)
            Log.Collected(log, collected.Taken.Collected, collected.Taken.Bytes);
        if (collected.Failure is { } sentence)
            Log.NotCollected(log, sentence);
        Log.Reports(
            log, done.Evicted, done.Removed, done.PushedAgain, plan.TagCount - done.Evicted, collected.Taken.Bytes, (long)took.TotalMilliseconds);

        var ignorance = faults.Concat(plan.HeldBack).OfType<StoreFault.Unreadable>().Distinct().Count();
        if (ignorance > 0)
            return new PassResult.Failed($"{ignorance} places in the store could not be read or changed; see the lines above");
        return collected.Failure is null ? new PassResult.Succeeded() : new PassResult.Failed($"blobs are not collected: {collected.Failure}");
    }
}
