using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>What is to be mirrored.</summary>
/// <param name="Mirrors">In the order of the source.</param>
/// <param name="Unready">Projects that no mirror can be made of, each with its reason.</param>
public sealed record MirrorListing(IReadOnlyList<Mirror> Mirrors, IReadOnlyList<UnreadyProject> Unready)
{
    /// <summary>Nothing.</summary>
    public static MirrorListing Empty { get; } = new([], []);
}
