using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>The figures that people come for.</summary>
internal static class ReportTiles
{
    public static Html Of(StatusReport report)
    {
        var verdicts = report.Verdicts.ToList();
        var (near, over) = (Count(verdicts, EndOfLifeState.Warning) + Count(verdicts, EndOfLifeState.Critical), Count(verdicts, EndOfLifeState.Expired));
        var failed = report.Images.Count(image => image.Last is LastBuild.Ended { Build.IsSuccess: false });
        return $"""
            <dl class="tiles">
            {Tile("watched", "Images watched", Figures.Count(verdicts.Count), $"{Figures.Count(near)} end soon; {Figures.Count(over)} expired; {Figures.Count(Count(verdicts, EndOfLifeState.Unknown))} unknown")}
            {Tile("built", "Images of ours", Figures.Count(report.Images.Count), $"{Figures.Count(failed)} failed; {Figures.Count(report.Images.Count(image => image.From.HasMoved))} to be rebuilt")}
            {Tile("queue", "Builds", Figures.Count(report.Work.Waiting + report.Work.Building), $"{Figures.Count(report.Work.Waiting)} waiting; {Figures.Count(report.Work.Building)} building")}
            {Tile("mirrors-count", "Mirrors", Figures.Count(report.Mirrors.Count), $"{Figures.Count(report.Mirrors.Count(mirror => !mirror.IsWell))} failing")}
            </dl>
            """;
    }

    private static int Count(List<EndOfLifeVerdict> verdicts, EndOfLifeState state) => verdicts.Count(verdict => verdict.State == state);

    private static Html Tile(string id, string name, Html figure, Html note) =>
        $"<div id=\"{id}\"><dt>{name}</dt><dd class=\"figure\">{figure}</dd><dd class=\"note\">{note}</dd></div>";
}
