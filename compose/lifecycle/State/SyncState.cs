namespace RegistryJanitor.Lifecycle.State;

/// <summary>What is known of all copies: <c>state/sync.json</c> on the volume.</summary>
public sealed record SyncState
{
    /// <summary>The shape of this file; a reader takes no other.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>In the order of lifecycle.yaml.</summary>
    public IReadOnlyList<SyncEntryRecord> Entries { get; init; } = [];

    /// <summary>Whether a run has found out what is selected of a source for a target, even if that is nothing.</summary>
    public bool Knows(string source, string target) => Entries.Any(entry => entry.Source.Equals(source, StringComparison.Ordinal) && entry.Target.Equals(target, StringComparison.Ordinal)
        && (entry.Tags.Count > 0 || entry.Result is "ok"));

    /// <summary>The tags that a target is known to have of a source, each once.</summary>
    public IReadOnlyList<string> TagsAt(string source, string target) =>
    [
        .. Entries
            .Where(entry => entry.Source.Equals(source, StringComparison.Ordinal) && entry.Target.Equals(target, StringComparison.Ordinal))
            .SelectMany(entry => entry.Tags)
            .Where(known => known.TargetDigest is not null)
            .Select(known => known.Tag)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The same without the tags of signatures and other referrers, which are no images.</summary>
    public IReadOnlyList<string> ImagesAt(string source, string target) => [.. TagsAt(source, target).Where(tag => !ReferrerTag.IsOne(tag))];

    /// <summary>What is known of a tag; null: nothing. Two entries may copy different tags between the same repositories.</summary>
    public TagRecord? TagOf(string source, string target, string tag) => Entries
        .Where(entry => entry.Source.Equals(source, StringComparison.Ordinal) && entry.Target.Equals(target, StringComparison.Ordinal))
        .SelectMany(entry => entry.Tags)
        .FirstOrDefault(known => known.Tag.Equals(tag, StringComparison.Ordinal));
}
