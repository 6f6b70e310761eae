using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A repository that cleanup looks at.</summary>
/// <param name="Repository">It, without tag.</param>
internal sealed record CleanupTarget(ImageReference Repository)
{
    /// <summary>Whether it is in our own registry: then it is only read, for what its images are built from.</summary>
    internal bool IsOwn { get; init; }

    /// <summary>Whether images of the section images are pushed there.</summary>
    internal bool HasImages { get; init; }

    /// <summary>Whether images are built from what is there: it is a mirror, or the mirror_image of one.</summary>
    internal bool IsBase { get; init; }
}
