using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>
/// What a repository's manifests name by another digest than the one it is stored by: what was pushed by its sha512 lies under its sha256, and only
/// the content of the layer link tells (registry/storage/blobwriter.go, <c>Commit</c>).
/// </summary>
/// <param name="layout">The store.</param>
/// <param name="repository">Which.</param>
/// <param name="digests">The numbers of digests.</param>
/// <param name="report">Where to put what cannot be read.</param>
internal sealed class LayerAliases(StorageLayout layout, RepositoryName repository, DigestTable digests, Action<StoreFault> report)
{
    /// <summary>The number of what a digest is stored as; null for a blob, and for what the repository does not have.</summary>
    public int? Of(int number)
    {
        // Most of the others are the platforms of a sparse index and foreign layers, which have no link.
        if (number < digests.BlobCount)
            return null;
        switch (LinkFile.Read(layout.LayerLink(repository, digests[number])))
        {
            case LinkFile.Names { Digest: var target } when target != digests[number]:
                return digests.NumberOf(target);
            case LinkFile.Unreadable { Fault: var fault }:
                report(fault);
                return null;
            default:
                return null;
        }
    }
}
