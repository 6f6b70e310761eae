using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>What is to be said of one tag, and why.</summary>
/// <param name="State">How near its end is.</param>
/// <param name="Product">As the configuration names it.</param>
/// <param name="Reason">One sentence without a full stop.</param>
public sealed record EndOfLifeVerdict(EndOfLifeState State, string Product, string Reason)
{
    /// <summary>The cycle that the tag belongs to; null: it is unmapped.</summary>
    public string? Cycle { get; init; }

    /// <summary>When that ends; null: nobody says.</summary>
    public CycleEnd? End { get; init; }

    /// <summary>The last day that is supported, UTC; null: no day is known.</summary>
    public DateOnly? Day => (End as CycleEnd.On)?.Day;

    /// <summary>Days until then, negative after it; null: no day is known.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Who says so.</summary>
    public EndOfLifeSource Source { get; init; }

    /// <summary>The newest release of the cycle; null: nobody says.</summary>
    public string? Latest { get; init; }

    /// <summary>When that came out, UTC; null: nobody says.</summary>
    public DateOnly? LatestReleaseDate { get; init; }
}
