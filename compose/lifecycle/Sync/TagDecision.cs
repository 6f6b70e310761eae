using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What is done about a tag, from what it is at both sides. It asks nobody.</summary>
internal static class TagDecision
{
    /// <summary>What the target alone decides; null: the source has to be asked.</summary>
    internal static PlannedTag? FromTarget(SyncEntry entry, Tag tag, Digest? target) => target is { } there && !entry.CheckDigest
        ? new PlannedTag.Keep(tag, null, there, "is at the target, and check_digest is false")
        : null;

    /// <summary>What both sides decide.</summary>
    /// <param name="entry">Whose tag.</param>
    /// <param name="tag">It.</param>
    /// <param name="source">What it is at the source; null: it is not there.</param>
    /// <param name="target">What it is at the target; null: it is not there.</param>
    /// <param name="known">What was copied last; null: nothing is known.</param>
    internal static PlannedTag FromBoth(SyncEntry entry, Tag tag, Digest? source, Digest? target, TagRecord? known) => (source, target) switch
    {
        (null, null) => new PlannedTag.Fail(tag, $"{entry.Source.Registry} has no tag {tag} of {entry.Source.Repository}; correct it in lifecycle.yaml"),
        (null, { } there) => new PlannedTag.Fail(tag, $"{entry.Source.Registry} no longer has tag {tag} of {entry.Source.Repository}; the target keeps {there}, take it out of lifecycle.yaml"),
        ({ } here, null) => new PlannedTag.Copy(tag, here, null, "is not at the target"),
        ({ } here, { } there) when here == there => new PlannedTag.Keep(tag, here, there, "is the same at both"),
        ({ } here, { } there) when IsPartOf(entry, here, there, known) => new PlannedTag.Keep(tag, here, there, "is the same at both, but for platforms that nobody wants"),
        ({ } here, { } there) when known?.TargetDigest is { } last && last.Equals(there.ToString(), StringComparison.Ordinal) =>
            new PlannedTag.Copy(tag, here, there, $"has moved at the source, and is {there} at the target"),
        ({ } here, { } there) => new PlannedTag.Copy(tag, here, there, $"is another at the target, {there}"),
    };

    /// <summary>A copy of some platforms has a digest of its own, and only the record knows of what it is one.</summary>
    private static bool IsPartOf(SyncEntry entry, Digest source, Digest target, TagRecord? known) => entry.Platforms.Count > 0 && known is not null
        && source.ToString().Equals(known.SourceDigest, StringComparison.Ordinal)
        && target.ToString().Equals(known.TargetDigest, StringComparison.Ordinal)
        && string.Join(',', entry.Platforms).Equals(known.Platforms, StringComparison.Ordinal);
}
