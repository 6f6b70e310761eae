namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>A graph as it is told: what was gathered, in the order in which it is built.</summary>
/// <param name="Graph">Who is built from what.</param>
/// <param name="Order">In which order.</param>
/// <param name="Others">Dockerfiles that nothing builds.</param>
/// <param name="Mistakes">What is wrong, each a sentence without its end: cycles, and what could not be read of images that are built.</param>
public sealed record GraphReport(DependencyGraph Graph, BuildOrder Order, IReadOnlyList<FoundDockerfile> Others, IReadOnlyList<string> Mistakes)
{
    /// <summary>Puts it together.</summary>
    /// <param name="gathered">What is known.</param>
    /// <param name="graph">The graph of it, or a part of that.</param>
    /// <param name="word">What others have to have in their names; null: nothing.</param>
    public static GraphReport Of(GatheredGraph gathered, DependencyGraph graph, string? word)
    {
        var order = graph.Order();
        return new GraphReport(
            graph,
            order,
            [.. gathered.Others.Where(other => word is null || $"{other.Origin}".Contains(word, StringComparison.OrdinalIgnoreCase))],
            [
                .. order.Cycles.Select(cycle => $"{cycle.Sentence}: none of them can be built after its base"),
                .. graph.Images.SelectMany(image => image.Bases.Mistakes.Select(mistake => $"{image.Name} ({image.Origin}): {mistake}")),
                .. gathered.Mistakes,
            ]);
    }
}
