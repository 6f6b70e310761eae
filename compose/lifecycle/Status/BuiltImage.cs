using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status;

/// <summary>An image of ours.</summary>
/// <param name="Name">As the configuration calls it.</param>
/// <param name="From">What it is built from.</param>
/// <param name="Last">What came of its newest request.</param>
public sealed record BuiltImage(string Name, BuildOrigin From, LastBuild Last)
{
    /// <summary>Registry, repository and tag; null: it is not known before it was built.</summary>
    public string? Image { get; init; }

    /// <summary>The version of its entry, or else the tag of its base; null: neither is written.</summary>
    public string? Version { get; init; }

    /// <summary>How near its end of life is; null: it is not watched.</summary>
    public EndOfLifeVerdict? Verdict { get; init; }
}
