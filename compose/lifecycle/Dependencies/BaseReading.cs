using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>What is known of what an image is built from.</summary>
/// <param name="Uses">In the order of the Dockerfile.</param>
/// <param name="Mistakes">Why there may be more; each a sentence without its end.</param>
public sealed record BaseReading(IReadOnlyList<BaseUse> Uses, IReadOnlyList<string> Mistakes)
{
    /// <summary>The one of them that the image is on top of: FROM of its last stage, or of what that is made from. Null: none, or not known.</summary>
    public ImageReference? Last { get; init; }

    /// <summary>Nothing is known.</summary>
    public static BaseReading Unknown(string why) => new([], [why]);

    /// <summary>Whether <see cref="Uses"/> is all of it.</summary>
    public bool IsWhole => Mistakes.Count == 0;
}
