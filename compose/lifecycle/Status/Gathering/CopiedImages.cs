using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Sync;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>What is to be said of the copies of base images: what sync remembers of each, beside what is known of its end of life.</summary>
internal static class CopiedImages
{
    /// <summary>All of them.</summary>
    /// <param name="rows">What is watched, in the order of the configuration.</param>
    /// <param name="state">What sync remembers.</param>
    internal static IReadOnlyList<CopiedImage> Of(IReadOnlyList<CheckRow> rows, SyncState state)
    {
        // Sorting is stable: entries stay in the order of the configuration.
        var entries = rows.Where(row => row.Image.Kind is WatchedKind.Sync).GroupBy(row => $"{row.Image.Places[0].Name} {row.Image.Places[1].Name}", StringComparer.Ordinal);
        return [.. entries.SelectMany(entry => entry.OrderBy(row => row.Image.Tag, TagsNewestFirst.Order).DistinctBy(row => row.Image.Tag, StringComparer.Ordinal).Select(row => Row(row, state)))];
    }

    /// <summary>What went wrong with whole entries in the last run; what went wrong with one tag is told of the tag.</summary>
    internal static IEnumerable<string> Troubles(LifecycleFile file, SyncState state) =>
        from entry in file.Sync.Entries
        from record in state.Entries
        where record.Source.Equals(entry.Source.Name, StringComparison.Ordinal) && record.Target.Equals(entry.Target.Name, StringComparison.Ordinal)
        where record.Result is SyncWords.Failed or SyncWords.PutOff && !record.Tags.Any(tag => tag.Result is SyncWords.Failed or SyncWords.PutOff)
        select $"{entry.Name} was not looked at: {Printable.Line(record.Sentence)}";

    private static CopiedImage Row(CheckRow row, SyncState state)
    {
        var (source, target) = (row.Image.Places[0].Name, row.Image.Places[1].Name);
        var image = new CopiedImage(target, source, row.Image.Tag) { Verdict = row.Verdict };
        return row.Image.Tag is not { } tag || state.TagOf(source, target, tag) is not { } known ? image : image with
        {
            Digest = known.TargetDigest,
            CreatedAt = known.CreatedAt?.ToUniversalTime(),
            CopiedAt = known.CopiedAt?.ToUniversalTime(),
            Trouble = known.Result is SyncWords.Failed or SyncWords.PutOff ? Printable.Line(known.Sentence, 1000) : null,
        };
    }
}
