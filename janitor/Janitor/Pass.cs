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
    /// <exception cref="StoreException">The store is not there or cannot be written.</exception>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        using var lease = await LeaseAsync(stop).ConfigureAwait(false);
        if (lease is null)
            return new PassResult.Busy($"another janitor has worked on {_layout.Root} for more than {s_patience.TotalMinutes} minutes");

        var began = clock.GetUtcNow();
        var mutator = Through(lease.Mutator);
        var faults = Recover(mutator, stop);
        var store = Scan(stop);
        var plan = Plan(store, began, stop);
        faults.AddRange(plan.Faults);
        var done = plan.IsEmpty ? new ExecutionOutcome() : await ExecuteAsync(plan, mutator, began, stop).ConfigureAwait(false);
        faults.AddRange(done.Faults);
        var failure = await CollectBlobsAsync(store, [.. faults.Concat(plan.HeldBack).OfType<StoreFault.Unreadable>()], stop).ConfigureAwait(false);
        return Report(plan, done, faults, failure, clock.GetUtcNow() - began);
    }

    /// <summary>Phases 3 to 7: reads, changes nothing, needs no lease.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public CollectionPlan Preview(CancellationToken stop) => Plan(Scan(stop), clock.GetUtcNow(), stop);

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
    private List<StoreFault> Recover(IStorageMutator mutator, CancellationToken stop)
    {
        var recovered = Recovery.Run(_layout, mutator, stop);
        foreach (var pass in recovered.Finished)
            Log.PassFinished(log, pass);
        foreach (var pass in recovered.Undone)
            Log.PassUndone(log, pass);
        return recovered.Faults;
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
        var marker = new RepositoryMarker(_layout, now - settings.Grace);
        var plans = new RepositoryPlan[store.Repositories.Length];
        WorkCrew.Run(
            settings.Parallelism,
            crew =>
            {
                for (var i = 0; i < plans.Length; i++)
                {
                    var (index, repository) = (i, store.Repositories[i]);
                    crew.Add(_ =>
                    {
                        var verdicts = _policy.Decide(repository);
                        var outcome = marker.Mark(repository, verdicts);
                        plans[index] = CollectionPlanner.Plan(repository.Name, verdicts, outcome, settings.RunGc && settings.DeleteUntagged);
                    });
                }
            },
            stop);
        var plan = new CollectionPlan([.. plans], [.. store.AllFaults]);
        Log.Planned(log, plan.EvictionCount, plan.RemovalCount, watch.ElapsedMilliseconds);
        return plan;
    }

    /// <summary>Phases 8 to 11.</summary>
    private Task<ExecutionOutcome> ExecuteAsync(CollectionPlan plan, IStorageMutator mutator, DateTimeOffset began, CancellationToken stop)
    {
        var executor = new PlanExecutor(
            _layout, mutator, PassId.At(began), began - settings.Grace, wait => Task.Delay(settings.Settle, clock, wait), log);
        return executor.ExecuteAsync(plan, committing: () => (CollectionState.Read(_layout) with { Due = true }).Write(_layout), stop);
    }

    /// <summary>The end of phase 11. Null when nothing stood in the way of it, else what did.</summary>
    private async Task<string?> CollectBlobsAsync(ScannedStore store, IReadOnlyCollection<StoreFault.Unreadable> ignorance, CancellationToken stop)
    {
        var state = CollectionState.Read(_layout);
        var due = settings.RunOnce || state.IsDue(clock.GetUtcNow());
        if (!settings.RunGc || !due || !Directory.Exists(_layout.Repositories))
            return null;

        var watch = Stopwatch.StartNew();
        var outcome = CollectorRefusal(store, ignorance) is { } refusal
            ? new CollectorOutcome.Refused(refusal)
            : await collector.RunAsync(stop).ConfigureAwait(false);
        switch (outcome)
        {
            case CollectorOutcome.Refused { Sentence: var sentence }:
                return sentence;
            case CollectorOutcome.Failed { Sentence: var sentence }:
                (state with { Due = true }).Write(_layout);
                return sentence;
            default:
                new CollectionState(Due: false, clock.GetUtcNow()).Write(_layout);
                Log.Collected(log, watch.ElapsedMilliseconds);
                return null;
        }
    }

    private string? CollectorRefusal(ScannedStore store, IReadOnlyCollection<StoreFault.Unreadable> ignorance) =>
        CollectorPreconditions.RefusalByConfiguration(_layout, settings.RegistryConfiguration, CollectorPreconditions.OwnEnvironment())
        ?? CollectorPreconditions.RefusalByStore(_layout, store, ignorance);

    /// <summary>Phase 12.</summary>
    private PassResult Report(CollectionPlan plan, ExecutionOutcome done, List<StoreFault> faults, string? notCollected, TimeSpan took)
    {
        FaultLog.Write(log, faults);
        foreach (var repository in plan.Repositories)
        {
            foreach (var fault in repository.HeldBackBy.Except(plan.Faults))
                Log.HeldBack(log, repository.Repository, fault);
        }

        if (notCollected is not null)
            Log.NotCollected(log, notCollected);
        Log.Reports(log, done.Evicted, done.Removed, done.PushedAgain, plan.TagCount - done.Evicted, (long)took.TotalMilliseconds);

        var ignorance = faults.Concat(plan.HeldBack).OfType<StoreFault.Unreadable>().Distinct().Count();
        if (ignorance > 0)
            return new PassResult.Failed($"{ignorance} places in the store could not be read or changed; see the lines above");
        return notCollected is null ? new PassResult.Succeeded() : new PassResult.Failed($"blobs are not collected: {notCollected}");
    }
}
