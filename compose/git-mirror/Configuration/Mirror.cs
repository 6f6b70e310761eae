using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>One repository to keep like its upstream.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Upstream">Where it comes from.</param>
/// <param name="Refs">What of it is mirrored.</param>
public sealed record Mirror(MirrorName Name, GitUrl Upstream, IReadOnlyList<RefPattern> Refs)
{
    /// <summary>Leave it as it is for now.</summary>
    public bool Skip { get; init; }

    /// <summary>Whether the contents of large files (git LFS) are mirrored, too.</summary>
    public bool LargeFiles { get; init; }

    /// <summary>Where it is pushed to; null: it is only kept here.</summary>
    public Destination? Destination { get; init; }

    /// <summary>Whether a ref is mirrored.</summary>
    public bool Includes(string reference) => Refs.Any(pattern => pattern.Matches(reference));
}
