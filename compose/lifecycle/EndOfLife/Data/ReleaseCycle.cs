using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>One cycle of releases of a product, such as Alpine 3.21.</summary>
/// <param name="Name">A text, so that <c>3.20</c> is not <c>3.2</c>.</param>
public sealed record ReleaseCycle(string Name)
{
    /// <summary>Such as <c>Bookworm</c>; null: it has none.</summary>
    public string? Codename { get; init; }

    /// <summary>When it began, UTC; null: nobody says.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>When it ends; null: nobody says, which is not the same as <c>false</c>.</summary>
    public CycleEnd? End { get; init; }

    /// <summary>Its newest release; null: nobody says.</summary>
    public string? Latest { get; init; }

    /// <summary>When that came out, UTC; null: nobody says.</summary>
    public DateOnly? LatestReleaseDate { get; init; }
}
