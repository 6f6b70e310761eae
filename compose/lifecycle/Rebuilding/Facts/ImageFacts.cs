using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding.Facts;

/// <summary>What is known of one image.</summary>
/// <param name="Progress">What came of its newest request.</param>
/// <param name="BuiltFrom">The digests that its bases had when it was asked for; a base of which nobody knows it is missing.</param>
/// <param name="AskedAt">When it was last asked for, UTC; null: never.</param>
public sealed record ImageFacts(ImageProgress Progress, IReadOnlyDictionary<ImageReference, Digest> BuiltFrom, DateTimeOffset? AskedAt)
{
    /// <summary>The bases that were not there, or did not answer, when it was asked for.</summary>
    public IReadOnlyList<ImageReference> Absent { get; init; } = [];

    /// <summary>Whether a base that moves is a reason to build it: <c>rebuild: false</c> says that none is.</summary>
    public bool FollowsBases { get; init; } = true;

    /// <summary>Whether somebody wants it whatever its bases are.</summary>
    public bool IsWanted { get; init; }
}
