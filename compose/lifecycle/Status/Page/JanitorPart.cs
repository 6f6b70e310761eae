using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>What the janitor did last and would do next.</summary>
internal static class JanitorPart
{
    private const int MostTags = 20;

    public static Html Of(StatusReport report) => report.Janitor is JanitorReading.NotAsked ? Html.Nothing : $"""
        <section id="janitor"><h2>Janitor</h2>
        {Body(report.Janitor, report.Now)}
        </section>
        """;

    private static Html Body(JanitorReading reading, DateTimeOffset now) => reading switch
    {
        JanitorReading.Told { Status: var status } => Told(status, now),
        JanitorReading.Silent { Why: var why } => $"<p>{StatusWords.Sentence(why)}</p>",
        _ => Html.Nothing,
    };

    private static Html Told(JanitorStatus status, DateTimeOffset now) => $"""
        <p>{Cells.State(status.IsHealthy ? "healthy" : "failing", status.IsHealthy)} <span class="soft">{StatusWords.Sentence(status.Health)}</span></p>
        {Reclaimed(status.LastReclaim, now)}
        <p class="soft">{Newest(status.LastPass, now)} {Space(status)}</p>
        {Next(status.Next)}
        """;

    private static Html Reclaimed(JanitorPass? last, DateTimeOffset now)
    {
        if (last is null)
            return $"<p>It has reclaimed nothing yet.</p>";
        return $"<p id=\"reclaimed\">Last reclaimed {Figures.Bytes(last.BytesReclaimed)} and evicted {Figures.Count(last.TagsEvicted)} {(last.TagsEvicted == 1 ? "tag" : "tags")}, {Cells.Ago(last.EndedAt, now)}.</p>";
    }

    private static Html Newest(JanitorPass? last, DateTimeOffset now)
    {
        if (last is null)
            return $"No pass has ended yet.";
        return $"The last pass {(last.Succeeded ? "succeeded" : "failed")}, {Cells.Ago(last.EndedAt, now)}{(last.Why is { } why ? $": {why.TrimEnd('.')}" : "")}.";
    }

    private static Html Space(JanitorStatus status) => status.FreeBytes is null ? Html.Nothing : $"{Figures.Bytes(status.FreeBytes)} of {Figures.Bytes(status.SizeBytes)} are free.";

    private static Html Next(JanitorPlan? next)
    {
        if (next is null)
            return $"<p class=\"soft\">What the next pass would evict is being found out.</p>";
        var shown = Math.Min(next.Evicted.Count, MostTags);
        Html why = next.Why is { } unknown ? $"<p>{StatusWords.Sentence(unknown)}</p>" : Html.Nothing;
        Html tags = shown == 0 ? Html.Nothing : Cells.Table("Tags that the next pass would evict", ["Tag", "Why"], next.Evicted.Take(MostTags).Select(Row));
        return $"""
            {why}<p id="next">The next pass would evict {Figures.Count(next.EvictedCount)} {(next.EvictedCount == 1 ? "tag" : "tags")} and give back {Figures.Bytes(next.Bytes)}.</p>
            {tags}{Table.More((int)Math.Min(next.EvictedCount, int.MaxValue), shown)}
            """;
    }

    private static Html Row(PlannedEviction tag) => $"<tr><th scope=\"row\">{tag.Repository}:{tag.Tag}</th><td>{tag.Reason}</td></tr>";
}
