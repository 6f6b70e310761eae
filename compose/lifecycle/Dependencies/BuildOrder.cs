namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>In which order images are built: waves, each of which needs only what earlier ones built. Each image is in one place only.</summary>
/// <param name="Waves">In order; the images of a wave by what they are called.</param>
/// <param name="Cycles">What is built from itself, by however many others.</param>
/// <param name="Blocked">What has no wave: it is in a cycle, or built from something in one.</param>
public sealed record BuildOrder(IReadOnlyList<IReadOnlyList<GraphImage>> Waves, IReadOnlyList<DependencyCycle> Cycles, IReadOnlyList<GraphImage> Blocked)
{
    /// <summary>The wave of an image, from 1; null: it is blocked, or not in the order.</summary>
    public int? WaveOf(GraphImage image)
    {
        for (var wave = 0; wave < Waves.Count; wave++)
        {
            if (Waves[wave].Contains(image, ReferenceEqualityComparer.Instance))
                return wave + 1;
        }

        return null;
    }

    /// <summary>Orders images.</summary>
    /// <param name="images">Each once, in the order in which they are told.</param>
    /// <param name="dependents">Those of them that are built from one, each once.</param>
    internal static BuildOrder Of(IReadOnlyList<GraphImage> images, Func<GraphImage, IEnumerable<GraphImage>> dependents)
    {
        var waitsFor = images.ToDictionary<GraphImage, GraphImage, int>(image => image, _ => 0, ReferenceEqualityComparer.Instance);
        foreach (var dependent in images.SelectMany(dependents))
            waitsFor[dependent]++;
        var waves = new List<IReadOnlyList<GraphImage>>();
        for (var wave = images.Where(image => waitsFor[image] == 0).ToList(); wave.Count > 0;)
        {
            waves.Add(wave);
            var free = new HashSet<GraphImage>(ReferenceEqualityComparer.Instance);
            foreach (var dependent in wave.SelectMany(dependents))
            {
                if (--waitsFor[dependent] == 0)
                    free.Add(dependent);
            }

            wave = [.. images.Where(free.Contains)];
        }

        GraphImage[] blocked = [.. images.Where(image => waitsFor[image] > 0)];
        return new BuildOrder(waves, DependencyCycle.In(blocked, dependents), blocked);
    }
}
