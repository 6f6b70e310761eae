using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Status.Page;

namespace RegistryJanitor.Status;

/// <summary>The status page: one document, without a script or anything from elsewhere.</summary>
internal static class StatusPage
{
    /// <summary>Writes it.</summary>
    public static string Of(StatusView view)
    {
        var (snapshot, healthy) = (view.Snapshot, view.Health.Healthy);
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{(healthy ? "" : "failing: ")}registry-janitor</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            <h1>registry-janitor <span class="badge{(healthy ? "" : " bad")}" id="health">{(healthy ? "healthy" : "failing")}</span></h1>
            <p>{Sentence(view.Health.Sentence)}.</p>
            <p class="soft">{Sentence(view.Policy)}; a pass every {Figures.Span(view.Interval)}. All times are UTC.</p>
            </header>
            <main>
            {Tiles.Of(view)}
            {FaultTable.Of(snapshot.Last)}
            <div class="pair">
            <section id="size"><h2>Size of the store</h2>
            {SizeChart.Of(snapshot.History)}
            </section>
            <section id="reclaimed"><h2>Reclaimed a pass</h2>
            {ReclaimedChart.Of(snapshot.History)}
            </section>
            </div>
            {RepositoryTable.Of(snapshot.Usage)}
            {NextTable.Of(view)}
            {RestorableTable.Of(view)}
            </main>
            <footer>
            <p>janitor {view.Version}, {Figures.Moment(view.Now)}. For machines: <a href="status.json">status.json</a>, <a href="metrics">metrics</a>, <a href="healthz">healthz</a>, <a href="readyz">readyz</a>. This page only shows; <code>janitor --help</code> has the commands.</p>
            </footer>
            </body>
            </html>

            """;
        return page.ToString();
    }

    private static Html Style { get; } = Html.Raw(PageStyle.Css);

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..].TrimEnd('.')}";
}
