using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 8 to 11: carries out a plan in an order in which it may be killed anywhere; repositories in parallel.</summary>
/// <remarks>
/// <code>
///  8 Evict     tags to the trash            until the commit, a killed pass is undone
///  9 Collect   revisions, then blobs to the trash
/// 10 Settle    wait; what was pushed again comes back
/// 11 Purge     commit, then delete          from the commit on, a killed pass is finished
/// </code>
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
/// <param name="pass">The pass.</param>
/// <param name="marker">Looks again at what a repository's tags lead to.</param>
/// <param name="collector">Finds unreferenced blobs.</param>
/// <param name="youngSince">A blob written since then stays.</param>
/// <param name="settle">Waits for longer than a manifest PUT takes.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="log">One line a change.</param>
public sealed class PlanExecutor(
    StorageLayout layout,
    IStorageMutator mutator,
    PassId pass,
    RepositoryMarker marker,
    RegistryCollector collector,
    DateTimeOffset youngSince,
    Func<CancellationToken, Task> settle,
    int parallelism,
    ILogger log)
{
    private readonly Trash _trash = new(layout, mutator, pass);

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan, not empty.</param>
    /// <param name="committing">Called once, before anything becomes final; told whether the blobs were collected, too.</param>
    /// <param name="stop">Ends it between two steps; the next pass undoes or finishes what was done.</param>
    /// <exception cref="StoreException">The journal cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<ExecutionOutcome> ExecuteAsync(CollectionPlan plan, Action<bool> committing, CancellationToken stop)
    {
        using var journal = Journal.Open(layout);
        journal.Begin(pass);
        RepositoryExecution[] repositories =
        [
            .. plan.Repositories.Where(repository => repository.Steps.Any())
                .Select(repository => new RepositoryExecution(repository, layout, _trash, marker, log)),
        ];
        var blobs = new BlobExecution(layout, _trash, collector, youngSince, parallelism, log);
        ForEach(repositories, repository => repository.EvictAndCollect(stop), stop);
        if (plan.Blobs is BlobPlan.Collect)
            await blobs.CollectAsync(stop).ConfigureAwait(false);

        if (blobs.Collected > 0 || repositories.Any(repository => repository.Evicted + repository.Removed > 0))
            await settle(stop).ConfigureAwait(false);
        var lost = 0;
        ForEach(repositories, repository => Interlocked.Add(ref lost, repository.Settle(stop) ? 0 : 1), stop);
        if (!blobs.Settle(stop) || lost > 0)
            return Outcome(repositories, blobs, []); // not committed: the next pass puts everything back

        var faults = SyncDirectories(repositories);
        committing(plan.Blobs is BlobPlan.Collect && blobs.Failure is null && blobs.Faults.Count == 0);
        journal.Commit(pass);
        ForEach(repositories, repository => repository.Purge(stop), stop);
        blobs.Purge(stop);
        faults.AddRange(_trash.Purge(layout.Registry, stop)); // the directories above them
        return Outcome(repositories, blobs, faults);
    }

    private static ExecutionOutcome Outcome(RepositoryExecution[] repositories, BlobExecution blobs, IEnumerable<StoreFault> faults) => new(
        repositories.Sum(repository => repository.Evicted),
        repositories.Sum(repository => repository.Removed),
        repositories.Sum(repository => repository.PushedAgain),
        blobs.Collected,
        blobs.Bytes,
        blobs.PutBack,
        blobs.Failure,
        [.. repositories.SelectMany(repository => repository.Faults), .. blobs.Faults, .. faults]);

    private void ForEach(RepositoryExecution[] repositories, Action<RepositoryExecution> action, CancellationToken stop) =>
        WorkCrew.ForEach(parallelism, repositories, atOnce: 1, (_, repository) => action(repository), stop);

    /// <summary>A power failure must not bring a tag back whose manifest is deleted for good.</summary>
    private List<StoreFault> SyncDirectories(RepositoryExecution[] repositories)
    {
        var faults = new List<StoreFault>();
        var parents = repositories.SelectMany(repository => repository.Paths).Select(path => Path.GetDirectoryName(path)!);
        foreach (var parent in parents.Distinct(StringComparer.Ordinal))
        {
            if (mutator.SyncDirectory(parent) is var error && error != default)
                faults.Add(StoreFault.Unreadable.Because(parent, error));
        }

        return faults;
    }
}
