using Microsoft.Extensions.Logging;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 8 to 11: carries out a plan in an order in which it may be killed anywhere; repositories in parallel.</summary>
/// <remarks>
/// <code>
///  8 Evict     tags to the trash            until the commit, a killed pass is undone
///  9 Collect   revisions, links and uploads, then blobs to the trash
/// 10 Settle    wait; what was pushed again, or is named again, comes back
/// 11 Purge     commit, then delete          from the commit on, a killed pass is finished
/// </code>
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
/// <param name="pass">The pass.</param>
/// <param name="graph">What manifests lead to.</param>
/// <param name="marks">What was found in repositories.</param>
/// <param name="secondOpinion">The registry's own collector, if it has to agree; else null.</param>
/// <param name="youngSince">A blob written after that stays.</param>
/// <param name="keepTags">Evicted tags can come back.</param>
/// <param name="settle">Waits for longer than a manifest PUT takes.</param>
/// <param name="entering">Called with the phase that begins.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="log">One line a change.</param>
internal sealed class PlanExecutor(
    StorageLayout layout,
    IStorageMutator mutator,
    PassId pass,
    ReferenceGraph graph,
    IReadOnlyCollection<RepositoryMark> marks,
    RegistryCollector? secondOpinion,
    DateTimeOffset youngSince,
    bool keepTags,
    Func<CancellationToken, Task> settle,
    Action<PassPhase> entering,
    int parallelism,
    ILogger log)
{
    private readonly Trash _trash = new(layout, mutator, pass);

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan, not empty.</param>
    /// <param name="stop">Ends it between two steps; the next pass undoes or finishes what was done.</param>
    /// <exception cref="StoreException">The journal cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<ExecutionOutcome> ExecuteAsync(CollectionPlan plan, CancellationToken stop)
    {
        using var journal = Journal.Open(layout);
        journal.Begin(pass);
        var present = new PresentRevisions(layout, graph.Digests, marks);
        var look = new SecondLook(layout, graph, present);
        RepositoryExecution[] repositories =
        [
            .. plan.Repositories.Where(repository => repository.Steps.Any())
                .Select(repository => new RepositoryExecution(repository, layout, _trash, look, log)),
        ];
        var blobs = new BlobExecution(layout, _trash, graph, present, secondOpinion, youngSince, parallelism, log);
        entering(PassPhase.Evict);
        ForEach(repositories, repository => repository.EvictAndCollect(stop), stop);
        entering(PassPhase.Collect);
        await blobs.CollectAsync(plan.Blobs.Steps, stop).ConfigureAwait(false);

        if (blobs.Collected > 0 || repositories.Any(repository => repository.Moved > 0))
            await settle(stop).ConfigureAwait(false);
        entering(PassPhase.Settle);
        var lost = 0;
        ForEach(repositories, repository => Interlocked.Add(ref lost, repository.Settle() ? 0 : 1), stop);
        var faults = blobs.Settle(stop) && lost == 0 ? SyncDirectories(repositories) : null;
        if (faults is not [])
            return NotCommitted(Outcome(repositories, blobs, faults ?? []));

        stop.ThrowIfCancellationRequested(); // nothing becomes final without the lease
        journal.Commit(pass);
        entering(PassPhase.Purge);
        ForEach(repositories, repository => repository.Purge(keepTags, stop), stop);
        blobs.Purge(stop);
        faults.AddRange(keepTags ? _trash.KeepTags(stop) : _trash.Purge(layout.Registry, stop)); // the directories above them
        faults.AddRange(Forget(plan, stop));
        faults.AddRange(RemoveLitter(plan, stop));
        return Outcome(repositories, blobs, faults);
    }

    /// <summary>The next pass puts everything back, so nothing is gone.</summary>
    private static ExecutionOutcome NotCommitted(ExecutionOutcome outcome) =>
        ExecutionOutcome.Nothing with { CollectorFailure = outcome.CollectorFailure, Faults = outcome.Faults };

    private static ExecutionOutcome Outcome(RepositoryExecution[] repositories, BlobExecution blobs, IEnumerable<StoreFault> faults) => new(
        repositories.Sum(repository => repository.Evicted),
        repositories.Sum(repository => repository.Removed),
        repositories.Sum(repository => repository.PushedAgain),
        blobs.Collected,
        blobs.Bytes,
        blobs.PutBack,
        blobs.Failure,
        [.. repositories.SelectMany(repository => repository.Faults), .. blobs.Faults, .. faults])
    {
        Tags = [.. repositories.SelectMany(repository => repository.Tags)],
    };

    private void ForEach(RepositoryExecution[] repositories, Action<RepositoryExecution> action, CancellationToken stop) =>
        WorkCrew.ForEach(parallelism, repositories, atOnce: 1, (_, repository) => action(repository), stop);

    /// <summary>A power failure must not bring a tag back whose manifest is deleted for good.</summary>
    private List<StoreFault> SyncDirectories(RepositoryExecution[] repositories)
    {
        var faults = new List<StoreFault>();
        var parents = repositories.SelectMany(repository => repository.Paths).Select(path => Path.GetDirectoryName(path)!);
        foreach (var parent in parents.Distinct(StringComparer.Ordinal))
        {
            if (mutator.SyncDirectory(parent) is var error && error != default && error != Errno.NoSuchEntry) // somebody has deleted all of it
                faults.Add(StoreFault.Unreadable.Because(parent, error));
        }

        return faults;
    }

    private IEnumerable<StoreFault> Forget(CollectionPlan plan, CancellationToken stop)
    {
        foreach (var step in plan.Forgotten)
            StepLog.Removed(log, step);
        return plan.Forgotten.Select(step => step.Tag.Pass).Distinct()
            .SelectMany(over => Trash.PurgeEvicted(layout, mutator, over, stop));
    }

    /// <summary>One unlink or rmdir each: what has come into use since refuses it, and is none any more.</summary>
    private IEnumerable<StoreFault> RemoveLitter(CollectionPlan plan, CancellationToken stop)
    {
        foreach (var step in plan.Repositories.SelectMany(repository => repository.Litter).Concat(plan.Litter))
        {
            stop.ThrowIfCancellationRequested();
            var error = step.Litter.IsFile ? mutator.Unlink(step.Litter.Path) : mutator.RemoveEmptyDirectory(step.Litter.Path);
            if (error == default)
                StepLog.Removed(log, step);
            else if (error != Errno.NoSuchEntry && error != Errno.NotEmpty && error != Errno.Exists)
                yield return StoreFault.Undeleted.Because(step.Litter.Path, error);
        }
    }
}
