using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 9 to 11 for the blobs, with <c>GC_ENGINE=registry</c>: its collector marks, and what it marks is looked at again before it is gone.</summary>
/// <param name="layout">The store.</param>
/// <param name="trash">Where blobs go.</param>
/// <param name="collector">The registry's collector.</param>
/// <param name="youngSince">A blob written since then stays: its manifest may be on the way.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="log">One line a blob, at debug.</param>
internal sealed class BlobExecution(
    StorageLayout layout, Trash trash, RegistryCollector collector, DateTimeOffset youngSince, int parallelism, ILogger log)
{
    private const int BlobsAtOnce = 64;

    private readonly ConcurrentDictionary<Digest, long> _taken = new();
    private readonly ConcurrentBag<StoreFault> _faults = [];
    private volatile bool _lost;

    /// <summary>Blobs in the trash.</summary>
    public int Collected => _taken.Count;

    /// <summary>What they take on disk.</summary>
    public long Bytes => _taken.Values.Sum();

    /// <summary>Blobs that came back because a manifest names them.</summary>
    public int PutBack { get; private set; }

    /// <summary>Why the collector could not be asked; null when it was, or had no reason to be.</summary>
    public string? Failure { get; private set; }

    /// <summary>What could not be read, moved, put back or deleted.</summary>
    public IReadOnlyCollection<StoreFault> Faults => _faults;

    /// <summary>Phase 9. Only what lay there before the collector began to mark can be a candidate: it may have missed anything that came later.</summary>
    public async Task CollectAsync(CancellationToken stop)
    {
        var inventory = BlobLister.List(layout, _faults.Add).ToHashSet();
        switch (await collector.AskAsync(stop).ConfigureAwait(false))
        {
            case CollectorAnswer.Failed { Sentence: var sentence }:
                Failure = sentence;
                break;
            case CollectorAnswer.Unreferenced { Blobs: var blobs }:
                WorkCrew.ForEach(parallelism, [.. blobs.Where(inventory.Contains)], BlobsAtOnce, (_, digest) => Take(digest), stop);
                break;
        }
    }

    /// <summary>Phase 10: reads every manifest of every repository; what one names goes back. False when something could not.</summary>
    public bool Settle(CancellationToken stop)
    {
        var before = _taken.Count;
        if (before > 0 && !TryPutBackNamed(stop))
            PutBackAll(_taken.Keys); // what cannot be read may name any of them
        PutBack = before - _taken.Count;
        return !_lost;
    }

    /// <summary>Phase 11.</summary>
    public void Purge(CancellationToken stop) =>
        WorkCrew.ForEach(parallelism, [.. _taken.Keys], BlobsAtOnce, (_, digest) =>
        {
            foreach (var fault in trash.Purge(layout.Blob(digest), stop))
                _faults.Add(fault);
        }, stop);

    private void Take(Digest digest)
    {
        if (LinkFile.StampOf(layout.BlobData(digest)) is not { } data || data.ModifiedAt >= youngSince)
            return;
        if (trash.MoveBlob(digest) is { } fault)
        {
            _faults.Add(fault);
            return;
        }

        _taken.TryAdd(digest, data.Size);
        Log.BlobCollected(log, digest, data.Size);
    }

    private bool TryPutBackNamed(CancellationToken stop)
    {
        var known = true;
        void Report(StoreFault fault)
        {
            if (fault is not StoreFault.Unreadable)
                return;
            _faults.Add(fault);
            known = false;
        }

        // Manifests first: what one refers to can only be read once it is back.
        var revisions = new ConcurrentDictionary<Digest, bool>();
        var store = StoreScanner.Scan(layout, parallelism, stop);
        foreach (var fault in store.AllFaults)
            Report(fault);
        WorkCrew.ForEach(parallelism, store.Repositories, atOnce: 1, (_, repository) =>
        {
            foreach (var revision in RevisionLister.List(layout.Revisions(repository.Name), Report))
                revisions.TryAdd(revision.Digest, true);
        }, stop);
        PutBackAll(revisions.Keys);
        WorkCrew.ForEach(parallelism, [.. revisions.Keys], BlobsAtOnce, (_, digest) =>
        {
            switch (ManifestFile.Read(layout, digest))
            {
                case ManifestFile.Understood { Manifest: var manifest }:
                    PutBackAll(manifest.References.Select(reference => reference.Digest));
                    break;
                case ManifestFile.Missing { Fault: var fault }:
                    Report(fault);
                    break;
                case ManifestFile.NotUnderstood { Fault: var fault }:
                    Report(fault);
                    break;
            }
        }, stop);
        return known;
    }

    private void PutBackAll(IEnumerable<Digest> named)
    {
        foreach (var digest in named)
        {
            if (!_taken.TryRemove(digest, out _))
                continue;
            foreach (var fault in trash.PutBack(layout.Blob(digest)))
            {
                _faults.Add(fault);
                _lost = true;
            }
        }
    }
}
