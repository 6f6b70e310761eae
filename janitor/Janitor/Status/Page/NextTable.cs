using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Status.Page;

/// <summary>What the next pass would evict, if nothing is pushed until then.</summary>
internal static class NextTable
{
    public static Html Of(StatusView view) => $"""
        <section id="next"><h2>What the next pass would evict</h2>
        {Body(view)}
        </section>
        """;

    private static Html Body(StatusView view)
    {
        if (view.Next is not { } next)
        {
            if (view.RunningSince is { } since)
                return $"<p class=\"soft\">A pass has been running since {Figures.Moment(since)}; what comes after it is found out when it has ended.</p>";
            return $"<p class=\"soft\">This is being found out; load the page again in a moment.</p>";
        }

        Html why = next.Why is null ? Html.Nothing : $"<p>{next.Why}</p>";
        Html bytes = $"<p class=\"soft\">As of {Figures.Moment(next.At)}; of blobs that nothing names, {Figures.Bytes(next.BytesNow)} would go with it and {Figures.Bytes(next.BytesLater)} later.</p>";
        if (next.EvictionCount == 0)
            return $"{why}<p>No tag.</p>{bytes}";
        return $"""
            {why}<table>
            <thead><tr><th scope="col">Tag</th><th scope="col">Last push</th><th scope="col">Why</th></tr></thead>
            <tbody>
            {Html.Lines(next.Evicted.Select(Row))}</tbody>
            </table>
            {Table.More(next.EvictionCount, next.Evicted.Length)}
            {bytes}
            """;
    }

    private static Html Row(GoneTag tag) =>
        $"<tr><th scope=\"row\">{tag.Repository.Value}:{tag.Tag.Value}</th><td>{Figures.Moment(tag.PushedAt)}</td><td class=\"wide\">{tag.Reason}</td></tr>";
}
