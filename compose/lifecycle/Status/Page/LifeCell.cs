using System.Globalization;
using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>An end of life as a cell: the state in words, the days that are left as a bar and as a figure, and the day.</summary>
internal static class LifeCell
{
    // A bar is full from two years on.
    private const double Full = 730;

    /// <summary>Of an image.</summary>
    /// <param name="verdict">Null: it is not watched.</param>
    /// <param name="thresholds">When an end is near.</param>
    public static Html Of(EndOfLifeVerdict? verdict, EndOfLifeThresholds thresholds)
    {
        if (verdict is null)
            return $"<td class=\"life\"><span class=\"state none\">not watched</span></td>";
        Html cycle = $"<span class=\"soft\">{verdict.Product}{(verdict.Cycle is { } known ? $" {known}" : "")}</span>";
        Html reason = verdict.State is EndOfLifeState.Unknown ? $"<br><span class=\"soft\">{StatusWords.Sentence(verdict.Reason)}</span>" : Html.Nothing;
        return $"<td class=\"life\"><span class=\"state{Tone(verdict.State)}\">{StatusWords.Of(verdict.State, thresholds)}</span> {cycle}{Bar(verdict)}{reason}</td>";
    }

    private static Html Bar(EndOfLifeVerdict verdict)
    {
        if (verdict is not { DaysLeft: { } left, Day: { } day })
            return Html.Nothing;
        var width = Math.Clamp(100 * left / Full, 0, 100);
        var ends = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Html bar = $"<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"bar{(verdict.State is EndOfLifeState.Warning ? " near" : verdict.State is EndOfLifeState.Ok ? "" : " failed")}\" width=\"{width}\" height=\"1\"/></svg>";
        return $"{bar}<data value=\"{left}\">{(left < 0 ? $"{StatusWords.Count(-left, "day")} over" : $"{StatusWords.Count(left, "day")} left")}</data> <span class=\"soft\">{(left < 0 ? "ended" : "ends")} <time datetime=\"{ends}\">{ends}</time></span>";
    }

    private static string Tone(EndOfLifeState state) => state switch
    {
        EndOfLifeState.Ok => "",
        EndOfLifeState.Warning => " near",
        _ => " bad",
    };
}
