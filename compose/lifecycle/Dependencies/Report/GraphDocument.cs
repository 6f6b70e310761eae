namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>A graph for machines: <c>lifecycle graph --json</c>.</summary>
public sealed record GraphDocument
{
    /// <summary>The shape of this document.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>In the order in which they are built; those without a wave last.</summary>
    public required IReadOnlyList<GraphImageDocument> Images { get; init; }

    /// <summary>Circles, each image as in <see cref="GraphImageDocument.Image"/>, base first.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Cycles { get; init; }

    /// <summary>Dockerfiles that no entry builds.</summary>
    public required IReadOnlyList<FoundDockerfileDocument> Others { get; init; }

    /// <summary>What is wrong.</summary>
    public required IReadOnlyList<string> Mistakes { get; init; }

    /// <summary>Of a report.</summary>
    public static GraphDocument Of(GraphReport report) => new()
    {
        Images = [.. report.Order.Waves.SelectMany(wave => wave).Concat(report.Order.Blocked).Select(image => GraphImageDocument.Of(image, report))],
        Cycles = [.. report.Order.Cycles.Select(cycle => (IReadOnlyList<string>)[.. cycle.Images.Select(image => image.Shown)])],
        Others = [.. report.Others.Select(other => new FoundDockerfileDocument(other.Origin.Mirror, other.Origin.Path, other.Bases.IsWhole, [.. other.Bases.Uses.Select(use => GraphUseDocument.Of(use, []))], other.Bases.Mistakes))],
        Mistakes = report.Mistakes,
    };
}
