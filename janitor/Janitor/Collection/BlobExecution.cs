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
    private readonly NamedBlobs _named = new(layout, parallelism);
    private volatile bool _known = true;
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

    /// <summary>
    /// Phase 9. A candidate lay there before the collector began to mark, since it may have missed anything that came later; the collector names it;
    /// and no manifest that we can find does: a stray file beside the repositories is enough to make the collector miss them all.
    /// </summary>
    public async Task CollectAsync(CancellationToken stop)
    {
        var inventory = BlobLister.List(layout, Report).ToHashSet();
        switch (await collector.AskAsync(stop).ConfigureAwait(false))
        {
            case CollectorAnswer.Failed { Sentence: var sentence }:
                Failure = sentence;
                break;
            case CollectorAnswer.Unreferenced { Blobs: var blobs }:
                var candidates = blobs.Where(inventory.Contains).ToHashSet();
                if (candidates.Count == 0)
                    return;
                var revisions = _named.Revisions(Report, stop);
                candidates.ExceptWith(revisions);
                candidates.ExceptWith(_named.Of(revisions, Report, stop));
                if (_known)
                    WorkCrew.ForEach(parallelism, [.. candidates], BlobsAtOnce, (_, digest) => Take(digest), stop);
                break;
        }
    }

    /// <summary>Phase 10: reads every manifest of every repository once more; what one names goes back. False when something could not.</summary>
    public bool Settle(CancellationToken stop)
    {
        var before = _taken.Count;
        if (before == 0)
            return true;

        // Manifests first: what one refers to can only be read once it is back.
        var revisions = _named.Revisions(Report, stop);
        PutBackAll(revisions);
        int left;
        do
        {
            left = _taken.Count;
            PutBackAll(_named.Of(revisions, Report, stop));
        }
        while (_taken.Count < left); // what came back may be a manifest that was uploaded as a blob
        if (!_known)
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

    /// <summary>Ignorance while candidates are sought or looked at again, as opposed to one that cannot be moved.</summary>
    private void Report(StoreFault fault)
    {
        if (fault is not StoreFault.Unreadable)
            return;
        _faults.Add(fault);
        _known = false;
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
