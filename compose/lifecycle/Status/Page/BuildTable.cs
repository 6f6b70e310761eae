using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>The last builds.</summary>
internal static class BuildTable
{
    public static Html Of(StatusReport report)
    {
        if (report.Work.Last.Count == 0)
            return Html.Nothing;
        return $"""
            <section id="builds"><h2>Last builds</h2>
            {Cells.Table("The last builds, newest first", ["Request", "Result", "Ended", "Took", "Digest"], report.Work.Last.Select(build => Row(build, report.Now)))}
            {Table.More(report.Work.Results, report.Work.Last.Count)}
            </section>
            """;
    }

    private static Html Row(EndedBuild build, DateTimeOffset now)
    {
        var image = build.Pushed is [var first, ..] ? first : build.Image;
        Html took = build is { StartedAt: { } from, EndedAt: { } to } ? $"{Figures.Span(to - from)}" : Cells.Dash;
        Html of = image is null ? Html.Nothing : $"<br><span class=\"soft\">{image}</span>";
        return $"<tr><th scope=\"row\"><code>{build.Id}</code>{of}</th><td class=\"wide\">{Cells.State(build.Status, build.IsSuccess)}{Cells.Below(build.Error)}</td><td data-name=\"ended\">{Cells.Ago(build.EndedAt, now)}</td><td class=\"brief\" data-name=\"took\">{took}</td><td data-name=\"digest\">{Cells.Short(build.Digest)}</td></tr>";
    }
}
