using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>An image of the configuration whose end of life is looked at.</summary>
/// <param name="Name">As people know it: the name of an image that is built, or where a mirror is.</param>
/// <param name="Kind">The section that it is from.</param>
/// <param name="Rule">How its tag is told apart; null: it is not watched.</param>
public sealed record WatchedImage(string Name, WatchedKind Kind, CycleRule? Rule)
{
    /// <summary>The tag that says its cycle; null: it is not known yet.</summary>
    public string? Tag { get; init; }

    /// <summary>Where its base is: what <c>eol check --base</c> names.</summary>
    public required IReadOnlyList<ImageReference> Places { get; init; }
}
