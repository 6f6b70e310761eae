using System.Collections.Concurrent;
using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 5: every blob, manifest, layer link and upload of a store, listed before anything is marked.</summary>
/// <param name="Blobs">The blobs.</param>
/// <param name="Digests">Their numbers, and those of what else is met.</param>
/// <param name="Repositories">In the order of the scan.</param>
/// <param name="Faults">What could not be read, or is not the registry's, outside of repositories.</param>
internal sealed record Inventory(
    BlobInventory Blobs, DigestTable Digests, ImmutableArray<RepositoryInventory> Repositories, ImmutableArray<StoreFault> Faults)
{
    /// <summary>Takes the inventory.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="store">As it was scanned.</param>
    /// <param name="parallelism">The most threads at once.</param>
    /// <param name="meanwhile">Runs beside the listing of the repositories, once the blobs have their numbers.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static Inventory Take(StorageLayout layout, ScannedStore store, int parallelism, Action<DigestTable> meanwhile, CancellationToken stop)
    {
        var faults = new ConcurrentBag<StoreFault>();
        var blobs = BlobInventory.Take(layout, parallelism, faults.Add, stop);
        var digests = new DigestTable(blobs);
        var repositories = new RepositoryInventory[store.Repositories.Length];
        WorkCrew.Run(parallelism, crew =>
        {
            for (var i = 0; i < repositories.Length; i++)
            {
                var index = i;
                crew.Add(_ => repositories[index] = RepositoryInventory.Take(layout, store.Repositories[index], digests, blobs));
            }

            crew.Add(_ => meanwhile(digests)); // the longest piece, so the first to be taken
        }, stop);
        return new Inventory(blobs, digests, [.. repositories], [.. faults.OrderBy(fault => fault.Path, StringComparer.Ordinal)]);
    }
}
