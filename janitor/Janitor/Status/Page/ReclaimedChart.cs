using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Status.Page;

/// <summary>What the newest passes gave back, a bar a pass; a pass that failed is marked on the ground.</summary>
internal static class ReclaimedChart
{
    private const int MostBars = 60;
    private const double Width = 600;
    private const double Height = 120;
    private const double Gap = 0.25;
    private const double Mark = 4;

    /// <summary>Draws it.</summary>
    /// <param name="history">The oldest first.</param>
    public static Html Of(IReadOnlyList<HistoryEntry> history)
    {
        if (history.Count == 0)
            return $"<p class=\"soft\">No pass has ended yet.</p>";
        var passes = history.TakeLast(MostBars).ToList();
        var highest = passes.Max(pass => pass.BytesFreed);
        var sum = passes.Sum(pass => pass.BytesFreed);
        var step = Width / Math.Max(passes.Count, 12);
        var bars = Html.Lines(passes.Select((pass, i) => Bar(pass, i * step, step * (1 - Gap), Math.Max(highest, 1))));
        var failed = passes.Count(pass => !pass.Succeeded);
        var said = string.Create(CultureInfo.InvariantCulture, $"{passes.Count} passes gave back {ByteSize.Text(sum)}, at most {ByteSize.Text(highest)} at once; {failed} failed");
        return $"""
            <figure>
            <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{said}">
            {bars}<line class="ground" x1="0" y1="{Height}" x2="{Width}" y2="{Height}"/>
            </svg>
            <figcaption><span>{Figures.Moment(passes[0].EndedAt)}</span><span>{Figures.Bytes(sum)} in {Figures.Count(passes.Count)} passes</span><span>{Figures.Moment(passes[^1].EndedAt)}</span></figcaption>
            </figure>
            """;
    }

    private static Html Bar(HistoryEntry pass, double left, double width, long highest)
    {
        var height = (Height - Mark) * pass.BytesFreed / highest;
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{pass.EndedAt.UtcDateTime:u}: {ByteSize.Text(pass.BytesFreed)}, {pass.TagsEvicted} tags evicted{(pass.Succeeded ? "" : ", failed")}");
        var bar = pass.Succeeded ? Math.Max(height, 1) : Math.Max(height, Mark);
        return $"<rect class=\"{(pass.Succeeded ? "bar" : "bar failed")}\" x=\"{left}\" y=\"{Height - bar}\" width=\"{width}\" height=\"{bar}\"><title>{title}</title></rect>";
    }
}
