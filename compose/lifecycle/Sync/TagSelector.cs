using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>Selects tags. It asks nobody.</summary>
public static class TagSelector
{
    /// <summary>
    /// 1. What is meant: one tag, those that match, or releases in a range. 2. Versions in their order, each variant for itself. 3. The newest
    /// <see cref="SyncEntry.KeepLast"/> of each variant.
    /// </summary>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">An expression takes too long.</exception>
    public static TagChoice Select(SyncEntry entry, IReadOnlyCollection<Tag> listed)
    {
        if (entry.Tags is TagSelection.One one)
            return new TagChoice([one.Tag]) { Listed = listed.Count };
        var versions = new List<TagVersion>();
        var unordered = new List<Tag>();
        foreach (var tag in listed.Distinct().OrderBy(tag => tag.Value, StringComparer.Ordinal))
        {
            var version = TagVersion.Read(tag);
            if (!IsMeant(entry.Tags, tag, version))
                continue;
            if (version is null)
                unordered.Add(tag);
            else
                versions.Add(version);
        }

        var (selected, older) = (new List<Tag>(), new List<Tag>());
        foreach (var variant in versions.GroupBy(version => version.Variant, StringComparer.Ordinal).OrderBy(variant => variant.Key, StringComparer.Ordinal))
        {
            var ordered = variant.Order(NewestFirst.Order).Select(version => version.Tag).ToList();
            var kept = Math.Min(entry.KeepLast ?? ordered.Count, ordered.Count);
            selected.AddRange(ordered[..kept]);
            older.AddRange(ordered[kept..]);
        }

        return entry.KeepLast is null
            ? new TagChoice([.. selected, .. unordered]) { Listed = listed.Count }
            : new TagChoice(selected) { Older = older, Unordered = unordered, Listed = listed.Count };
    }

    private static bool IsMeant(TagSelection selection, Tag tag, TagVersion? version) => selection switch
    {
        TagSelection.One one => one.Tag == tag,
        TagSelection.Matching matching => matching.Expression.Matches(tag.Value),
        TagSelection.Within within => version is { IsRelease: true } && within.Range.Contains(version.Number),
        _ => false,
    };
}
