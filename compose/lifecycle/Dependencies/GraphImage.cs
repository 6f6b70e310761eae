using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>An image that we build: a node of the graph.</summary>
/// <param name="Name">As its entry calls it.</param>
/// <param name="Repository">Where it is pushed, without tag.</param>
/// <param name="Tags">What it is tagged; at least one.</param>
/// <param name="Bases">What it is built from.</param>
/// <param name="Origin">Where that is written.</param>
public sealed record GraphImage(string Name, ImageReference Repository, IReadOnlyList<TagPattern> Tags, BaseReading Bases, ImageOrigin Origin)
{
    /// <summary>The repository with its first tag, as it is shown.</summary>
    public string Shown => $"{Repository.Name}:{Tags[0]}";

    /// <summary>Whether building it pushes a tag.</summary>
    public bool Pushes(string tag) => Tags.Any(pattern => pattern.Matches(tag));
}
