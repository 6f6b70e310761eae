using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>
/// Which image is built from which. All names of our own registry are one. An edge by digest is known and leads nowhere: neither does it make anybody wait, nor is
/// anything rebuilt for it. What comes out of here does not depend on the order of what went in.
/// </summary>
public sealed class DependencyGraph
{
    private readonly RegistrySection _registry;
    private readonly Dictionary<GraphImage, List<DependencyEdge>> _bases = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<GraphImage, List<GraphImage>> _dependents = new(ReferenceEqualityComparer.Instance);

    private DependencyGraph(IReadOnlyList<GraphImage> images, RegistrySection registry)
    {
        (Images, _registry) = (images, registry);
        var byRepository = images.ToLookup(image => registry.Same(image.Repository.WithoutTag()));
        foreach (var image in images)
        {
            _bases[image] = [.. image.Bases.Uses.SelectMany(use => byRepository[registry.Same(use.Image.WithoutTag())].Where(other => IsOneOf(use.Image, other)).Select(other => new DependencyEdge(image, other, use)))];
            _dependents[image] = [];
        }

        foreach (var image in images)
        {
            foreach (var edge in _bases[image].Where(edge => !edge.Use.IsPinned).DistinctBy(edge => edge.Base, ReferenceEqualityComparer.Instance))
                _dependents[edge.Base].Add(image);
        }
    }

    /// <summary>All of them, by what they are called.</summary>
    public IReadOnlyList<GraphImage> Images { get; }

    /// <summary>A reference under the first name of our own registry, if it is there: equal for two names of one image.</summary>
    public ImageReference Same(ImageReference image) => _registry.Same(image);

    /// <summary>The graph of some images.</summary>
    /// <param name="images">In whatever order.</param>
    /// <param name="registry">Which registries are one.</param>
    public static DependencyGraph Of(IEnumerable<GraphImage> images, RegistrySection registry) =>
        new([.. images.OrderBy(image => image.Shown, StringComparer.Ordinal).ThenBy(image => image.Name, StringComparer.Ordinal)], registry);

    /// <summary>What of ours an image is built from, in the order of its Dockerfile, pinned or not.</summary>
    public IReadOnlyList<DependencyEdge> BasesOf(GraphImage image) => _bases[image];

    /// <summary>What is built from an image of ours, without what pins it.</summary>
    public IReadOnlyList<GraphImage> DependentsOf(GraphImage image) => _dependents[image];

    /// <summary>What is built from an image, be it ours or not, without what pins it; with what is built from that, and so on, if asked for.</summary>
    /// <param name="image">As it stands in FROM; without a tag: any tag of it.</param>
    /// <param name="isRecursive">Whether dependents of dependents count.</param>
    public IReadOnlyList<GraphImage> DependentsOf(ImageReference image, bool isRecursive)
    {
        var same = _registry.Same(image);
        var found = Images.Where(one => one.Bases.Uses.Any(use => !use.IsPinned && Names(_registry.Same(use.Image), same))).ToHashSet<GraphImage>(ReferenceEqualityComparer.Instance);
        var open = new Queue<GraphImage>(isRecursive ? found : []);
        while (open.TryDequeue(out var next))
        {
            foreach (var dependent in _dependents[next].Where(found.Add))
                open.Enqueue(dependent);
        }

        return [.. Images.Where(found.Contains)];
    }

    /// <summary>The order in which all images are built.</summary>
    public BuildOrder Order() => Order(Images);

    /// <summary>The order in which some of them are built; the others are as they are.</summary>
    public BuildOrder Order(IEnumerable<GraphImage> images)
    {
        var wanted = images.ToHashSet<GraphImage>(ReferenceEqualityComparer.Instance);
        return BuildOrder.Of([.. Images.Where(wanted.Contains)], image => _dependents[image].Where(wanted.Contains));
    }

    /// <summary>The graph of the images whose name, repository or origin has a word in it, in whatever case.</summary>
    public DependencyGraph Matching(string word) => new(
        [
            .. Images.Where(image => image.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                || image.Shown.Contains(word, StringComparison.OrdinalIgnoreCase)
                || $"{image.Origin}".Contains(word, StringComparison.OrdinalIgnoreCase)),
        ],
        _registry);

    private static bool IsOneOf(ImageReference used, GraphImage image) => used.Tag is not { } tag || image.Pushes(tag.Value);

    private static bool Names(ImageReference used, ImageReference asked) => asked.Tag is null ? used.Name.Equals(asked.Name, StringComparison.Ordinal) : used == asked;
}
