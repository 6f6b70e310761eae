using System.Collections.Immutable;

namespace RegistryJanitor.Storage;

/// <summary>A repository as the scan saw it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasManifests">It has a <c>_manifests</c> directory.</param>
/// <param name="HasLayers">It has a <c>_layers</c> directory. Without one the collector of registry 2.8.3 does not see the repository at all.</param>
/// <param name="HasUploads">It has an <c>_uploads</c> directory.</param>
/// <param name="Tags">Its tags in no order, those without a <c>current/link</c> left out.</param>
/// <param name="TagsWithoutLink">Tags without a <c>current/link</c>: being made, cut off or half deleted.</param>
/// <param name="Faults">What is not as it should be in it.</param>
public sealed record ScannedRepository(
    RepositoryName Name,
    bool HasManifests,
    bool HasLayers,
    bool HasUploads,
    ImmutableArray<TagSnapshot> Tags,
    ImmutableArray<Tag> TagsWithoutLink,
    ImmutableArray<StoreFault> Faults)
{
    /// <summary>Every tag of it was seen. False when something in it could not be read.</summary>
    public bool IsWhole => !Faults.Any(fault => fault is StoreFault.Unreadable);
}
