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
    private const int MarkAttempts = 3;
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
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new PassResult.Failed(refused.Message);
        }
    }

    private async Task<PassResult> RunAsync(IStorageMutator mutator, CancellationToken stop)
    {
        var began = clock.GetUtcNow();
        var ballast = new Ballast(_layout, mutator);
        ballast.DropWhenFull();
        var faults = Recover(mutator, stop);
        var plan = Plan(Scan(stop), faults, began, stop);
        var done = plan.IsEmpty ? ExecutionOutcome.Nothing : await ExecuteAsync(plan, mutator, began, stop).ConfigureAwait(false);
        ballast.MakeWhenRoom();
        return Report(plan, done, clock.GetUtcNow() - began);
    }

    /// <summary>Phases 3 to 7: reads, changes nothing, needs no lease.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    /// <exception cref="StoreException">The store is not there.</exception>
    public CollectionPlan Preview(CancellationToken stop)
    {
        StoreException.ThrowIfMissing(_layout);
        return Plan(Scan(stop), Recovery.Unfinished(_layout), clock.GetUtcNow(), stop);
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
    private CollectionPlan Plan(ScannedStore store, List<StoreFault> faults, DateTimeOffset now, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var marker = MarkerAt(now);
        var plans = new RepositoryPlan[store.Repositories.Length];
        int[] left = [.. Enumerable.Range(0, plans.Length)];

        // More than once, because an empty link is most often a push that is just writing it.
        for (var attempt = 0; attempt < MarkAttempts && left.Length > 0; attempt++)
        {
            WorkCrew.ForEach(settings.Parallelism, left, atOnce: 1, (_, index) => plans[index] = PlanRepository(store.Repositories[index], marker, stop), stop);
            left = [.. left.Where(index => !plans[index].HeldBackBy.IsEmpty && store.Repositories[index].IsWhole)];
        }

        var plan = new CollectionPlan([.. plans], [.. faults, .. store.AllFaults], new BlobPlan.NotDue());
        plan = plan with { Blobs = BlobsOf(store, plan, now) };
        Log.Planned(log, plan.EvictionCount, plan.RemovalCount, watch.ElapsedMilliseconds);
        return plan;
    }

    private RepositoryPlan PlanRepository(ScannedRepository repository, RepositoryMarker marker, CancellationToken stop)
    {
        var verdicts = _policy.Decide(repository);
        var outcome = settings.RunGc && settings.DeleteUntagged
            ? marker.Mark(repository, verdicts, stop)
            : MarkOutcome.Complete.EverythingLives;
        return CollectionPlanner.Plan(repository.Name, verdicts, outcome);
    }

    private BlobPlan BlobsOf(ScannedStore store, CollectionPlan plan, DateTimeOffset now)
    {
        if (!settings.RunGc)
            return new BlobPlan.Off();

        // Asked also of an empty store: it may be empty because it is the wrong directory.
        if (CollectorPreconditions.RefusalByConfiguration(
            _layout, settings.RegistryConfiguration, CollectorPreconditions.OwnEnvironment()) is { } misconfigured)
            return new BlobPlan.Refused(misconfigured);

        // A person who asks for one pass wants the space back now. A registry that nothing was pushed to makes its collector fail.
        if (store.Repositories.IsEmpty || (plan.IsEmpty && !settings.RunOnce && !CollectionState.Read(_layout).IsDue(now)))
            return new BlobPlan.NotDue();
        return CollectorPreconditions.RefusalByStore(_layout, store, [.. plan.Ignorance]) is { } refusal
            ? new BlobPlan.Refused(refusal)
            : new BlobPlan.Collect();
    }

    /// <summary>Phases 8 to 11.</summary>
    private Task<ExecutionOutcome> ExecuteAsync(CollectionPlan plan, IStorageMutator mutator, DateTimeOffset began, CancellationToken stop)
    {
        var youngSince = began - settings.Grace;
        var executor = new PlanExecutor(
            _layout, mutator, PassId.At(began), MarkerAt(began), collector, youngSince, SettleAsync, settings.Parallelism, log);
        return executor.ExecuteAsync(plan, committing: collected => CollectionState.Read(_layout).After(collected, clock.GetUtcNow()).Write(_layout), stop);
    }

    private RepositoryMarker MarkerAt(DateTimeOffset now) => new(_layout, youngSince: now - settings.Grace);

    private Task SettleAsync(CancellationToken stop) => Task.Delay(settings.Settle, clock, stop);

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
        Log.Reports(
            log, done.Evicted, done.Removed, done.Collected, done.Bytes, plan.TagCount - done.Evicted, done.PushedAgain, (long)took.TotalMilliseconds);

        var failures = plan.Faults.Concat(plan.HeldBack).Concat(done.Faults)
            .Where(fault => fault is StoreFault.Unreadable or StoreFault.Undeleted).Distinct().Count();
        if (failures > 0)
            return new PassResult.Failed($"{failures} places in the store could not be read or changed; see the lines above");
        return notCollected is null ? new PassResult.Succeeded() : new PassResult.Failed($"blobs are not collected: {notCollected}");
    }
}
