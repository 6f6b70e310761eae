using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>The images that are built.</summary>
internal static class ImageTable
{
    public static Html Of(StatusReport report) => report.Images.Count == 0 ? Html.Nothing : $"""
        <section id="images"><h2>Images</h2>
        {Cells.Table("Images that are built here", ["Image", "End of life", "Last build", "Built from"], report.Images.Select(image => Row(image, report)))}
        </section>
        """;

    private static Html Row(BuiltImage image, StatusReport report)
    {
        Html moved = image.From.HasMoved ? $"<br><span class=\"state near\">{image.From.MovedWords}</span>" : Html.Nothing;
        Html from = $"<code>{image.From.Name}</code> <span class=\"soft\">was</span> {Cells.Short(image.From.Asked)}{moved}";
        return $"<tr><th scope=\"row\"><code>{image.Image ?? image.Name}</code></th>{LifeCell.Of(image.Verdict, report.Thresholds)}<td class=\"wide\">{Last(image.Last, report.Now)}</td><td class=\"wide\">{from}</td></tr>";
    }

    private static Html Last(LastBuild last, DateTimeOffset now)
    {
        Html id = last.Id is { } known ? $" <code>{known}</code>" : Html.Nothing;
        return last switch
        {
            LastBuild.Ended { Build: var build } => $"{Cells.State(build.Status, build.IsSuccess)}{id} {Cells.Ago(build.EndedAt, now)}{(build.Digest is null ? Html.Nothing : $" {Cells.Short(build.Digest)}")}{Cells.Below(build.Error)}",
            LastBuild.Unreadable { Why: var why } => $"{Cells.State(last.Word, isWell: false)}{Cells.Below(why)}",
            _ => $"{Cells.State(last.Word, isWell: null)}{id}",
        };
    }
}
