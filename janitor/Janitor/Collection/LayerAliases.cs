using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>
/// Layers that a manifest names by another digest than the one they are stored by: the registry stores a layer that was pushed by its sha512 by its
/// sha256, and only the content of the layer link tells (registry/storage/blobwriter.go, <c>Commit</c>).
/// </summary>
internal static class LayerAliases
{
    /// <summary>What the layer links of a repository say of live digests that are no blobs.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="repository">Which.</param>
    /// <param name="digests">The numbers of digests.</param>
    /// <param name="live">What is named, by number.</param>
    /// <param name="report">Where to put what cannot be read.</param>
    /// <returns>The numbers of the blobs that they are stored as.</returns>
    public static IEnumerable<int> Of(
        StorageLayout layout, RepositoryName repository, DigestTable digests, IEnumerable<int> live, Action<StoreFault> report)
    {
        foreach (var number in live)
        {
            // Most of these are the platforms of a sparse index and foreign layers, which have no link.
            if (number < digests.BlobCount)
                continue;
            switch (LinkFile.Read(layout.LayerLink(repository, digests[number])))
            {
                case LinkFile.Names { Digest: var target }:
                    yield return digests.NumberOf(target);
                    break;
                case LinkFile.Unreadable { Fault: var fault }:
                    report(fault);
                    break;
            }
        }
    }
}
