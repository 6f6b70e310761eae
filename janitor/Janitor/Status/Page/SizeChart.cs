using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Status.Page;

/// <summary>The store's size over time, from 0 up: a line over an area. Stretches with the page, so all words stand beside the drawing.</summary>
internal static class SizeChart
{
    private const double Width = 600;
    private const double Height = 120;
    private const double Headroom = 1.1;

    /// <summary>Draws it.</summary>
    /// <param name="history">The oldest first; passes after which nobody counted leave no point.</param>
    public static Html Of(IReadOnlyList<HistoryEntry> history)
    {
        var points = history.Where(entry => entry.StoreBytes is not null).Select(entry => (entry.EndedAt, Bytes: entry.StoreBytes!.Value)).ToList();
        if (points.Count < 2)
            return $"<p class=\"soft\">Drawn from the second pass on.</p>";

        var (first, last) = (points[0].EndedAt, points[^1].EndedAt);
        var highest = points.Max(point => point.Bytes);
        var seconds = Math.Max((last - first).TotalSeconds, 1);
        var top = Math.Max(highest * Headroom, 1);
        var line = string.Join(' ', points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{Width * (point.EndedAt - first).TotalSeconds / seconds:0.#},{Height * (1 - (point.Bytes / top)):0.#}")));
        var said = $"The store's size from {ByteSize.Text(points[0].Bytes)} to {ByteSize.Text(points[^1].Bytes)}, at most {ByteSize.Text(highest)}";
        return $"""
            <figure>
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{said}">
            <polygon class="area" points="0,{Height} {line} {Width},{Height}"/>
            <polyline class="line" points="{line}"/>
            </svg>
            <figcaption><span>{Figures.Moment(first)}</span><span>at most {Figures.Bytes(highest)}</span><span>{Figures.Moment(last)}</span></figcaption>
            </figure>
            """;
    }
}
