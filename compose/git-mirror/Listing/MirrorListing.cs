using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>What is to be mirrored.</summary>
/// <param name="Mirrors">In the order of the source.</param>
/// <param name="Unready">Projects that no mirror can be made of, each with its reason.</param>
public sealed record MirrorListing(IReadOnlyList<Mirror> Mirrors, IReadOnlyList<UnreadyProject> Unready)
{
    /// <summary>Nothing.</summary>
    public static MirrorListing Empty { get; } = new([], []);

    /// <summary>Why this is the last good list, and not today's; null: it is today's.</summary>
    public StaleListing? Stale { get; init; }

    /// <summary>Sentences without their stops, of what works otherwise than it is written.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
