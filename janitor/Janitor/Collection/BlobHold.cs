using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Keeps the bytes of every blob while the registry's own collector runs, so that what it should not have taken comes back.</summary>
/// <remarks>
/// That collector marks, then sweeps, and looks at nothing in between: a push that ends meanwhile is answered 201 and loses its layers, and
/// one deletion by API can make it skip the rest of a repository and sweep what is tagged there, with exit code 0 (both measured on 2.8.3).
/// A second name costs one system call a blob and no space.
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
/// <param name="parallelism">The most threads at once.</param>
public sealed class BlobHold(StorageLayout layout, IStorageMutator mutator, int parallelism)
{
    private const int BlobsAtOnce = 64;

    private readonly ConcurrentBag<StoreFault> _faults = [];

    /// <summary>Gives every blob a second name.</summary>
    /// <returns>Why nothing is held, e.g. because the file system has no hard links; null when everything is.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public string? Take(CancellationToken stop)
    {
        var refused = PosixMutator.MakeDirectories(layout.Hold);
        WorkCrew.ForEach(parallelism, BlobLister.List(layout, Report), BlobsAtOnce, (_, digest) =>
        {
            if (refused != default)
                return;
            var error = HardLink.Create(layout.BlobData(digest), layout.Held(digest));
            if (error != default && error != Errno.NoSuchEntry && error != Errno.Exists)
                refused = error;
        }, stop);
        if (refused == default && _faults.IsEmpty)
            return null;
        var reason = refused == default ? _faults.First().ToString() : refused.ToString();
        Drop(stop);
        return reason;
    }

    /// <summary>Puts back every blob that is gone although a manifest of some repository refers to it, then drops the hold.</summary>
    /// <remarks>Recovery calls it too: a hold that is there says that a collector was running when its janitor died.</remarks>
    /// <param name="settle">Waits for longer than a manifest PUT takes: one that has seen its layers may still have to write its link.</param>
    /// <param name="stop">Ends it; the hold stays.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<HoldOutcome> ReleaseAsync(Func<CancellationToken, Task> settle, CancellationToken stop)
    {
        var gone = new ConcurrentDictionary<Digest, long>();
        WorkCrew.ForEach(parallelism, Held(), BlobsAtOnce, (_, digest) =>
        {
            if (LinkFile.StampOf(layout.BlobData(digest)) is null)
                gone.TryAdd(digest, LinkFile.StampOf(layout.Held(digest))?.Size ?? 0);
        }, stop);
        var taken = gone.Count;
        if (taken > 0)
        {
            await settle(stop).ConfigureAwait(false);
            PutBackNamed(gone, stop);
        }

        if (!_faults.IsEmpty)
            PutBack(gone.Keys, gone);
        if (_faults.IsEmpty)
            Drop(stop);
        return new HoldOutcome(gone.Count, gone.Values.Sum(), taken - gone.Count, [.. _faults]);
    }

    private void PutBackNamed(ConcurrentDictionary<Digest, long> gone, CancellationToken stop)
    {
        var store = StoreScanner.Scan(layout, parallelism, stop);
        foreach (var fault in store.AllFaults)
            Report(fault);

        // Manifests first: what one refers to can only be read once it is back.
        var revisions = new ConcurrentDictionary<Digest, bool>();
        WorkCrew.ForEach(parallelism, store.Repositories, atOnce: 1, (_, repository) =>
        {
            foreach (var revision in RevisionLister.List(layout.Revisions(repository.Name), Report))
                revisions.TryAdd(revision.Digest, true);
        }, stop);
        PutBack(revisions.Keys, gone);
        WorkCrew.ForEach(parallelism, [.. revisions.Keys], BlobsAtOnce, (_, digest) =>
        {
            var file = ManifestFile.Read(layout, digest);
            if (file is ManifestFile.Understood { Manifest: var manifest })
                PutBack(manifest.References.Select(reference => reference.Digest), gone);
            else if (file is ManifestFile.NotUnderstood { Fault: var fault })
                Report(fault);
        }, stop);
    }

    private void PutBack(IEnumerable<Digest> named, ConcurrentDictionary<Digest, long> gone)
    {
        foreach (var digest in named)
        {
            if (!gone.TryRemove(digest, out _))
                continue;
            if (mutator.Rename(layout.Held(digest), layout.BlobData(digest)) is var error && error != default)
                Report(StoreFault.Unreadable.Because(layout.BlobData(digest), error));
        }
    }

    private List<Digest> Held()
    {
        using var directory = OpenDirectory.TryOpen(layout.Hold, out var error);
        List<DirectoryEntry>? entries = null;
        if (directory is null || !directory.TryList(out entries, out error))
        {
            if (error != Errno.NoSuchEntry)
                Report(StoreFault.Unreadable.Because(layout.Hold, error));
            return [];
        }

        var digests = new List<Digest>(entries.Count);
        foreach (var entry in entries)
        {
            if (StorageLayout.TryParseHeld(entry.Name, out var digest))
                digests.Add(digest);
        }

        return digests;
    }

    private void Drop(CancellationToken stop)
    {
        WorkCrew.ForEach(parallelism, Held(), BlobsAtOnce, (_, digest) =>
        {
            if (mutator.Unlink(layout.Held(digest)) is var error && error != default && error != Errno.NoSuchEntry)
                Report(StoreFault.Unreadable.Because(layout.Held(digest), error));
        }, stop);
        if (mutator.RemoveEmptyDirectory(layout.Hold) is var failure && failure != default && failure != Errno.NoSuchEntry)
            Report(StoreFault.Unreadable.Because(layout.Hold, failure));
    }

    private void Report(StoreFault fault)
    {
        if (fault is StoreFault.Unreadable)
            _faults.Add(fault);
    }
}
