using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>A report as one HTML document, without a script or anything from elsewhere: what the daemon serves, and what stands beside the Markdown as <c>status.html</c>.</summary>
public static class ReportPage
{
    /// <summary>Writes it.</summary>
    public static string Of(StatusReport report)
    {
        var trouble = Trouble(report);
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{(trouble == 0 ? "" : $"{trouble} to see to: ")}lifecycle</title>
            <style>
            {Html.Raw(PageStyle.Css)}
            {Html.Raw(ReportStyle.Css)}
            </style>
            </head>
            <body>
            <header>
            <h1>lifecycle <span class="badge{(trouble == 0 ? "" : " bad")}" id="health">{(trouble == 0 ? "all well" : $"{trouble} to see to")}</span></h1>
            <p class="soft">Base images, what is built from them, and their ends of life, as of {Figures.Moment(report.Now)}. All times are UTC.</p>
            </header>
            <main>
            {ReportTiles.Of(report)}
            {NoticeList.Of(report.Notices)}
            {CopyTable.Of(report)}
            {ImageTable.Of(report)}
            {MirrorTable.Of(report)}
            {BuildTable.Of(report)}
            {JanitorPart.Of(report)}
            {Zone(report.ClientZone)}
            </main>
            <footer>
            <p>lifecycle {report.Version}. The same for programs: <code>lifecycle status --json</code>. This page only shows; <code>lifecycle --help</code> has the commands.</p>
            </footer>
            </body>
            </html>

            """;
        return page.ToString();
    }

    /// <summary>What somebody has to do something about: images whose end is near, over or unknown, copies and builds that failed, and mirrors that do.</summary>
    private static int Trouble(StatusReport report) =>
        report.Verdicts.Count(verdict => verdict.State is EndOfLifeState.Critical or EndOfLifeState.Expired or EndOfLifeState.Unknown)
        + report.Copies.Count(copy => copy.Trouble is not null)
        + report.Images.Count(image => image.Last is LastBuild.Ended { Build.IsSuccess: false } or LastBuild.Unreadable)
        + report.Mirrors.Count(mirror => !mirror.IsWell);

    private static Html Zone(string? zone) => zone is null ? Html.Nothing : $"""
        <section id="notes"><h2>Notes</h2>
        <pre>{zone.TrimEnd()}</pre>
        </section>
        """;
}
