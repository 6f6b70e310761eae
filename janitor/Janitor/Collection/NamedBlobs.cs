using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Which blobs the manifests of a store name: every revision of every repository, and what they lead to.</summary>
/// <param name="layout">The store.</param>
/// <param name="parallelism">The most threads at once.</param>
internal sealed class NamedBlobs(StorageLayout layout, int parallelism)
{
    private const int ManifestsAtOnce = 64;

    /// <summary>The revisions of all repositories: manifests are blobs, too.</summary>
    /// <param name="report">Where to put what cannot be read.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IReadOnlyCollection<Digest> Revisions(Action<StoreFault> report, CancellationToken stop)
    {
        var store = StoreScanner.Scan(layout, parallelism, stop);
        foreach (var fault in store.AllFaults)
            report(fault);
        var revisions = new ConcurrentDictionary<Digest, bool>();
        WorkCrew.ForEach(parallelism, store.Repositories, atOnce: 1, (_, repository) =>
        {
            foreach (var revision in RevisionLister.List(layout.Revisions(repository.Name), report))
                revisions.TryAdd(revision.Digest, true);
        }, stop);
        return [.. revisions.Keys];
    }

    /// <summary>What some revisions name.</summary>
    /// <param name="revisions">All of <see cref="Revisions"/>.</param>
    /// <param name="report">Where to put what cannot be read.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IEnumerable<Digest> Of(IReadOnlyCollection<Digest> revisions, Action<StoreFault> report, CancellationToken stop)
    {
        var manifests = new ManifestSet(layout);
        WorkCrew.ForEach(parallelism, [.. revisions], ManifestsAtOnce, (_, digest) => manifests.Add(digest), stop);
        foreach (var fault in manifests.Faults)
            report(fault);
        foreach (var manifest in manifests.Understood.Values)
        {
            foreach (var reference in manifest.References)
            {
                // Stored under its sha256, which only a layer link tells.
                if (reference.Digest.Algorithm is not "sha256")
                    report(new StoreFault.Unreadable(layout.BlobData(reference.Digest), "a manifest names this blob by another digest than sha256", "Push that image again with sha256 digests."));
                yield return reference.Digest;
            }
        }
    }
}
