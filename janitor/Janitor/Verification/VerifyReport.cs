using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Root">The registry's root directory.</param>
/// <param name="IsDeep">Every blob that is named was hashed.</param>
/// <param name="Repositories">How many there are.</param>
/// <param name="Tags">How many there are.</param>
/// <param name="Manifests">Different ones that were read and understood, platforms of indexes among them.</param>
/// <param name="Named">The blobs that these name, and they themselves, as far as they lie in the store.</param>
/// <param name="Unreferenced">
/// Blobs that no manifest of any revision of any repository leads to. No fault: a collection takes them once they are old enough.
/// </param>
/// <param name="AbsentChildren">Manifests that an index lists and its repository never had. No fault: a sparse index.</param>
/// <param name="BrokenTags">Tags that cannot be pulled, by repository, then in natural order.</param>
/// <param name="BrokenRevisions">Untagged manifests that cannot be pulled by digest: warnings.</param>
/// <param name="WithoutLayers">
/// Repositories with manifests but without <c>_layers</c>: registry 2.8.3 neither lists them nor keeps their blobs.
/// </param>
/// <param name="Faults">What could not be read, and what is not the registry's, by path.</param>
public sealed record VerifyReport(
    string Root,
    bool IsDeep,
    int Repositories,
    int Tags,
    int Manifests,
    BlobCount Named,
    BlobCount Unreferenced,
    int AbsentChildren,
    ImmutableArray<BrokenTag> BrokenTags,
    ImmutableArray<BrokenRevision> BrokenRevisions,
    ImmutableArray<RepositoryName> WithoutLayers,
    ImmutableArray<StoreFault> Faults)
{
    /// <summary>Every tag can be pulled, everything was read, and the registry sees every repository.</summary>
    public bool IsSound =>
        BrokenTags.IsEmpty && WithoutLayers.IsEmpty
        && !BrokenRevisions.Any(revision => revision.IsUnknown) && !Faults.Any(fault => fault is StoreFault.Unreadable);
}
