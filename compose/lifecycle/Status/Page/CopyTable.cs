using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>The base images that are copied.</summary>
internal static class CopyTable
{
    public static Html Of(StatusReport report) => report.Copies.Count == 0 ? Html.Nothing : $"""
        <section id="base-images"><h2>Base images</h2>
        {Cells.Table("Base images that are copied", ["Image", "End of life", "Made", "Digest"], report.Copies.Select(copy => Row(copy, report)))}
        </section>
        """;

    private static Html Row(CopiedImage copy, StatusReport report)
    {
        Html name = $"<code>{copy.Name}{(copy.Tag is { } tag ? $":{tag}" : "")}</code>{(copy.Tag is null ? Html.Nothing : Cells.Below(copy.Trouble is { } trouble ? $"Not up to date: {trouble}" : null))}";
        Html absent = copy.Digest is null ? $" {Cells.State("not copied yet", isWell: null)}" : Html.Nothing;
        return $"<tr><th scope=\"row\">{name}{absent}</th>{LifeCell.Of(copy.Verdict, report.Thresholds)}<td data-name=\"made\">{Cells.Ago(copy.CreatedAt, report.Now)}</td><td data-name=\"digest\">{Cells.Short(copy.Digest)}</td></tr>";
    }
}
