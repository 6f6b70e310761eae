namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>An image of <see cref="GraphDocument"/>.</summary>
/// <param name="Name">Of its entry.</param>
/// <param name="Image">The repository with its first tag or template of tags.</param>
/// <param name="Tags">All of them.</param>
/// <param name="Origin">A folder, or mirror and path of a Dockerfile.</param>
/// <param name="Wave">From 1; null: it has none.</param>
/// <param name="Known">Whether <paramref name="BuiltFrom"/> is all of it.</param>
/// <param name="BuiltFrom">In the order of its Dockerfile.</param>
public sealed record GraphImageDocument(string Name, string Image, IReadOnlyList<string> Tags, string Origin, int? Wave, bool Known, IReadOnlyList<GraphUseDocument> BuiltFrom)
{
    /// <summary>Of an image.</summary>
    public static GraphImageDocument Of(GraphImage image, GraphReport report)
    {
        var edges = report.Graph.BasesOf(image);
        return new(
            image.Name,
            image.Shown,
            [.. image.Tags.Select(tag => tag.Text)],
            $"{image.Origin}",
            report.Order.WaveOf(image),
            image.Bases.IsWhole,
            [.. image.Bases.Uses.Select(use => GraphUseDocument.Of(use, [.. edges.Where(edge => ReferenceEquals(edge.Use, use)).Select(edge => edge.Base.Shown)]))]);
    }
}
