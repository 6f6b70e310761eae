using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What a repository had before anything was marked. What comes later is not in it, so it cannot be a candidate.</summary>
/// <param name="Revisions">Its manifests, by number.</param>
/// <param name="Layers">The blobs that it may read, by number.</param>
/// <param name="OtherLayers">Layer links by the digest of no blob: by another algorithm than sha256, or of what is not in the store.</param>
/// <param name="Uploads">Its pushes in flight.</param>
/// <param name="Faults">What could not be read, or is not the registry's.</param>
internal sealed record RepositoryInventory(
    int[] Revisions, int[] Layers, Digest[] OtherLayers, ImmutableArray<UploadSnapshot> Uploads, ImmutableArray<StoreFault> Faults)
{
    /// <summary>Lists directories; opens no file.</summary>
    public static RepositoryInventory Take(StorageLayout layout, ScannedRepository repository, DigestTable digests, BlobInventory blobs)
    {
        var faults = new List<StoreFault>();
        List<Digest> revisions = repository.HasManifests ? DirectoryLister.Digests(layout.Revisions(repository.Name), faults.Add) : [];
        List<Digest> layers = repository.HasLayers ? DirectoryLister.Digests(layout.Layers(repository.Name), faults.Add) : [];
        List<UploadSnapshot> uploads = repository.HasUploads ? UploadLister.List(layout.Uploads(repository.Name), faults.Add) : [];
        var known = new List<int>(layers.Count);
        var others = new List<Digest>();
        foreach (var layer in layers)
        {
            if (blobs.TryFind(layer, out var number))
                known.Add(number);
            else
                others.Add(layer);
        }

        return new RepositoryInventory(digests.NumbersOf(revisions), [.. known], [.. others], [.. uploads], [.. faults]);
    }
}
