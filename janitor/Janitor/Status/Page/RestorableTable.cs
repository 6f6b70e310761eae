using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Status.Page;

/// <summary>What can be restored, until when, and how.</summary>
internal static class RestorableTable
{
    private const int MostShown = 50;

    public static Html Of(StatusView view) => $"""
        <section id="restorable"><h2>What can be restored</h2>
        {Body(view.Restorable, view.Now)}
        </section>
        """;

    private static Html Body(ImmutableArray<EvictedTag> tags, DateTimeOffset now)
    {
        if (tags.IsEmpty)
            return $"<p class=\"soft\">No evicted tag; UNDO_SECS says for how long one can come back.</p>";
        return $"""
            <table>
            <thead><tr><th scope="col">Tag</th><th scope="col">Evicted</th><th scope="col">Until</th><th scope="col">Digest</th></tr></thead>
            <tbody>
            {Html.Lines(tags.Take(MostShown).Select(tag => Row(tag, now)))}</tbody>
            </table>
            {Table.More(tags.Length, MostShown)}
            <p class="soft">To bring one back: <code>janitor restore REPOSITORY:TAG</code></p>
            """;
    }

    private static Html Row(EvictedTag tag, DateTimeOffset now) =>
        $"<tr><th scope=\"row\">{tag.Repository.Value}:{tag.Tag.Tag.Value}</th><td data-name=\"evicted\">{Figures.Moment(tag.Pass.Began)}</td><td data-name=\"until\">{Figures.Moment(tag.Until)} <span class=\"soft\">in {Figures.Span(tag.Until - now)}</span></td><td class=\"wide\"><code>{Short(tag)}</code></td></tr>";

    /// <summary>As much of the digest as people compare; the log and the report have all of it.</summary>
    private static string? Short(EvictedTag tag) => tag.Target is { } target ? $"{target.Algorithm}:{target.Hex[..12]}" : null;
}
