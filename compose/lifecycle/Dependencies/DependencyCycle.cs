namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>Images that are built from each other in a circle.</summary>
/// <param name="Images">Each is the base of the next one, and the last that of the first; the first is the one of which it was found.</param>
public sealed record DependencyCycle(IReadOnlyList<GraphImage> Images)
{
    /// <summary>Such as <c>a is the base of b, which is the base of a</c>.</summary>
    public string Sentence => $"{Images[0].Shown} is the base of {string.Join(", which is the base of ", Images.Skip(1).Append(Images[0]).Select(image => image.Shown))}";

    /// <summary>
    /// Finds them: for each image that is in a circle and was not told of yet, the shortest circle through it. Not all there are, for there can be more than anybody
    /// reads; but once none of these is left, none is.
    /// </summary>
    internal static IReadOnlyList<DependencyCycle> In(IReadOnlyList<GraphImage> images, Func<GraphImage, IEnumerable<GraphImage>> dependents)
    {
        var (found, told) = (new List<DependencyCycle>(), new HashSet<GraphImage>(ReferenceEqualityComparer.Instance));
        foreach (var image in images)
        {
            if (told.Contains(image) || Through(image, dependents) is not { } circle)
                continue;
            found.Add(new DependencyCycle(circle));
            told.UnionWith(circle);
        }

        return found;
    }

    private static List<GraphImage>? Through(GraphImage start, Func<GraphImage, IEnumerable<GraphImage>> dependents)
    {
        var reachedFrom = new Dictionary<GraphImage, GraphImage>(ReferenceEqualityComparer.Instance);
        var open = new Queue<GraphImage>([start]);
        while (open.TryDequeue(out var next))
        {
            foreach (var dependent in dependents(next))
            {
                if (!reachedFrom.TryAdd(dependent, next))
                    continue;
                if (ReferenceEquals(dependent, start))
                    return Way(start, reachedFrom);
                open.Enqueue(dependent);
            }
        }

        return null;
    }

    private static List<GraphImage> Way(GraphImage start, Dictionary<GraphImage, GraphImage> reachedFrom)
    {
        var way = new List<GraphImage> { start };
        for (var at = reachedFrom[start]; !ReferenceEquals(at, start); at = reachedFrom[at])
            way.Insert(1, at);
        return way;
    }
}
