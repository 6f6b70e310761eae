using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What becomes of a tag.</summary>
/// <param name="Seen">The tag as it was found.</param>
/// <param name="Goes">Whether it is deleted.</param>
/// <param name="Reason">Why, or why not, in words for people.</param>
internal sealed record TagVerdict(SeenTag Seen, bool Goes, string Reason)
{
    /// <summary>Of a tag that goes with another manifest: that one, whose turn comes after it. Null: it goes for itself.</summary>
    internal Digest? With { get; init; }
}
