using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 9 to 11 for the blobs.</summary>
/// <param name="layout">The store.</param>
/// <param name="trash">Where blobs go.</param>
/// <param name="graph">What manifests lead to.</param>
/// <param name="present">The manifests that there are.</param>
/// <param name="secondOpinion">The registry's own collector, if it has to agree; else null.</param>
/// <param name="youngSince">A blob written after that stays: its manifest may be on the way.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="log">One line a blob, at debug.</param>
internal sealed class BlobExecution(
    StorageLayout layout,
    Trash trash,
    ReferenceGraph graph,
    PresentRevisions present,
    RegistryCollector? secondOpinion,
    DateTimeOffset youngSince,
    int parallelism,
    ILogger log)
{
    private const int BlobsAtOnce = 64;

    private readonly ConcurrentDictionary<int, long> _taken = new();
    private readonly ConcurrentBag<StoreFault> _faults = [];
    private bool _lost;

    /// <summary>Blobs in the trash.</summary>
    public int Collected => _taken.Count;

    /// <summary>What they take on disk.</summary>
    public long Bytes => _taken.Values.Sum();

    /// <summary>Blobs that came back because something names them.</summary>
    public int PutBack { get; private set; }

    /// <summary>Why the registry's collector could not be asked; null when it was, or had no reason to be.</summary>
    public string? Failure { get; private set; }

    /// <summary>What could not be read, moved, put back or deleted.</summary>
    public IReadOnlyCollection<StoreFault> Faults => _faults;

    /// <summary>Phase 9.</summary>
    public async Task CollectAsync(IReadOnlyList<CollectionStep.CollectBlob> steps, CancellationToken stop)
    {
        if (steps.Count > 0 && secondOpinion is not null)
            steps = await AgreedAsync(steps, secondOpinion, stop).ConfigureAwait(false);
        WorkCrew.ForEach(parallelism, steps, BlobsAtOnce, (_, step) => Take(step), stop);
    }

    /// <summary>Phase 10: what something names goes back; all of them, when what is named cannot be known. False when one could not.</summary>
    public bool Settle(CancellationToken stop)
    {
        var before = _taken.Count;
        if (before == 0)
            return true;
        var ignorance = new NamedNow(layout, graph, present, parallelism, _taken.ContainsKey, PutBackBlob).Look(stop);
        foreach (var fault in ignorance)
            _faults.Add(fault);
        if (ignorance.Count > 0)
        {
            foreach (var number in _taken.Keys)
                PutBackBlob(number);
        }

        PutBack = before - _taken.Count;
        return !_lost;
    }

    /// <summary>Phase 11.</summary>
    public void Purge(CancellationToken stop) =>
        WorkCrew.ForEach(parallelism, [.. _taken.Keys], BlobsAtOnce, (_, number) =>
        {
            foreach (var fault in trash.Purge(layout.Blob(graph.Digests[number]), stop))
                _faults.Add(fault);
        }, stop);

    /// <summary>Asked after the manifests are gone, and what lay there before it began to look: it may have missed anything that came later.</summary>
    private async Task<IReadOnlyList<CollectionStep.CollectBlob>> AgreedAsync(
        IReadOnlyList<CollectionStep.CollectBlob> steps, RegistryCollector collector, CancellationToken stop)
    {
        switch (await collector.AskAsync(stop).ConfigureAwait(false))
        {
            case CollectorAnswer.Unreferenced { Blobs: var blobs }:
                var named = blobs.ToHashSet();
                return [.. steps.Where(step => named.Contains(step.Digest))];
            case CollectorAnswer.Failed { Sentence: var sentence }:
                Failure = sentence;
                return [];
            default:
                throw new InvalidOperationException("The collector has two answers.");
        }
    }

    private void Take(CollectionStep.CollectBlob step)
    {
        if (LinkFile.StampOf(layout.BlobData(step.Digest)) is not { } data || data.ModifiedAt > youngSince)
            return;
        if (trash.MoveBlob(step.Digest) is { } fault)
        {
            _faults.Add(fault);
            return;
        }

        _taken.TryAdd(graph.Digests.NumberOf(step.Digest), data.Size);
        StepLog.Removed(log, step);
    }

    private void PutBackBlob(int number)
    {
        if (!_taken.TryRemove(number, out _))
            return;
        foreach (var fault in trash.PutBack(layout.Blob(graph.Digests[number])))
        {
            _faults.Add(fault);
            _lost = true;
        }
    }
}
