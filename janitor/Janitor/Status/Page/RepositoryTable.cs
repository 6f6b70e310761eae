using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Status.Page;

/// <summary>The repositories that take the most space. What several share counts in each of them.</summary>
internal static class RepositoryTable
{
    private const int MostShown = 12;

    public static Html Of(StoreUsage? usage)
    {
        if (usage is null || usage.Repositories.IsEmpty)
            return Html.Nothing;
        var biggest = usage.Repositories.OrderByDescending(repository => repository.Bytes).ThenBy(repository => repository.Repository).Take(MostShown).ToList();
        var most = Math.Max(biggest[0].Bytes, 1);
        return $"""
            <section id="repositories"><h2>Biggest repositories</h2>
            <table>
            <thead><tr><th scope="col">Repository</th><th scope="col">Share</th><th scope="col" class="number">Size</th><th scope="col" class="number">Freed without it</th><th scope="col" class="number">Tags</th><th scope="col" class="number">Last push</th></tr></thead>
            <tbody>
            {Html.Lines(biggest.Select(repository => Row(repository, most)))}</tbody>
            </table>
            {Table.More(usage.Repositories.Length, MostShown)}
            </section>
            """;
    }

    private static Html Row(RepositoryUsage repository, long most)
    {
        var width = 100.0 * repository.Bytes / most;
        return $"<tr><th scope=\"row\">{repository.Repository.Value}</th><td class=\"share\" aria-hidden=\"true\"><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\"><rect class=\"bar\" width=\"{width}\" height=\"1\"/></svg></td><td class=\"number\">{Figures.Bytes(repository.Bytes)}</td><td class=\"number\" data-name=\"alone\">{Figures.Bytes(repository.BytesAlone)}</td><td class=\"number\" data-name=\"tags\">{Figures.Count(repository.TagCount)}</td><td class=\"number\">{Pushed(repository)}</td></tr>";
    }

    private static Html Pushed(RepositoryUsage repository) => repository.PushedAt is { } at ? Figures.Moment(at) : Html.Nothing;
}
