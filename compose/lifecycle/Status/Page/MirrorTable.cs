using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>The mirrors of git.</summary>
internal static class MirrorTable
{
    public static Html Of(StatusReport report) => report.Mirrors.Count == 0 ? Html.Nothing : $"""
        <section id="mirrors"><h2>Mirrors</h2>
        {Cells.Table("Mirrors of git", ["Mirror", "State", "Commit", "Changed"], report.Mirrors.Select(mirror => Row(mirror, report.Now)))}
        </section>
        """;

    private static Html Row(MirroredRepository mirror, DateTimeOffset now)
    {
        Html upstream = mirror.Upstream is { } address ? $"<br><span class=\"soft\">{address}</span>" : Html.Nothing;
        Html why = $"{Cells.Below(mirror.Cause)}{Cells.Below(mirror.Cure)}";
        return $"<tr><th scope=\"row\">{mirror.Name}{upstream}</th><td class=\"wide\">{Cells.State(mirror.Outcome, mirror.IsWell)}{why}</td><td data-name=\"commit\">{Cells.Short(mirror.Commit)}</td><td data-name=\"changed\">{Cells.Ago(mirror.ChangedAt, now)}</td></tr>";
    }
}
