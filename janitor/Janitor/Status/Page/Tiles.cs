using System.Globalization;
using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Status.Page;

/// <summary>The four figures that people come for.</summary>
internal static class Tiles
{
    public static Html Of(StatusView view)
    {
        var (usage, last) = (view.Snapshot.Usage, view.Snapshot.Last);
        return $"""
            <dl class="tiles">
            {Tile("store", "Store", Figures.Bytes(usage?.Bytes), usage is null ? Html.Nothing : $"{Figures.Count(usage.Blobs)} blobs; {Figures.Bytes(usage.UnreferencedBytes)} unreferenced")}
            {Tile("freed", "Last pass", Figures.Bytes(last?.Account?.Counts.BytesFreed), Last(last))}
            {Tile("tags", "Tags", Figures.Count(view.Tags), view.Repositories is null ? Html.Nothing : $"in {Figures.Count(view.Repositories)} repositories")}
            {Tile("free", "Free on disk", Figures.Bytes(view.Space?.FreeBytes), Disk(view.Space))}
            </dl>
            """;
    }

    private static Html Tile(string id, string name, Html figure, Html note) =>
        $"<div id=\"{id}\"><dt>{name}</dt><dd class=\"figure\">{figure}</dd><dd class=\"note\">{note}</dd></div>";

    private static Html Last(PassReport? last)
    {
        if (last is null)
            return $"none has ended yet";
        if (last.Account is not { Counts: var counts })
            return $"failed before its end, {Figures.Moment(last.EndedAt)}";
        var words = last.IsDryRun ? "would be reclaimed" : "reclaimed";
        return $"{words}; {Figures.Count(counts.TagsEvicted)} tags {(last.IsDryRun ? "would go" : "evicted")}, took {Figures.Span(last.Ended.Took)}";
    }

    private static Html Disk(DiskSpace? space)
    {
        if (space is not { SizeBytes: > 0 })
            return Html.Nothing;
        var share = string.Create(CultureInfo.InvariantCulture, $"{100.0 * space.FreeBytes / space.SizeBytes:0}%");
        return $"{share} of {Figures.Bytes(space.SizeBytes)}";
    }
}
