using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>An image in a <see cref="CheckDocument"/>.</summary>
public sealed record CheckEntry
{
    /// <summary>Its name.</summary>
    public required string Image { get; init; }

    /// <summary><c>sync</c> or <c>image</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The tag that was judged; null: none is known.</summary>
    public string? Tag { get; init; }

    /// <summary><c>ok</c>, <c>warning</c>, <c>critical</c>, <c>expired</c>, <c>unknown</c>; null: it is not watched.</summary>
    public string? State { get; init; }

    /// <summary>Why; null: it is not watched.</summary>
    public string? Reason { get; init; }

    /// <summary>As the configuration names it.</summary>
    public string? Product { get; init; }

    /// <summary>Null: unmapped.</summary>
    public string? Cycle { get; init; }

    /// <summary>The last day that is supported; null: no day is known.</summary>
    public DateOnly? EolDate { get; init; }

    /// <summary>Days until then.</summary>
    public int? DaysLeft { get; init; }

    /// <summary><c>file</c>, <c>bundled</c>, <c>override</c> or <c>none</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The newest release of the cycle.</summary>
    public string? Latest { get; init; }

    /// <summary>When that came out.</summary>
    public DateOnly? LatestReleaseDate { get; init; }

    /// <summary>Of a row.</summary>
    public static CheckEntry Of(CheckRow row)
    {
        var entry = new CheckEntry { Image = row.Image.Name, Kind = row.Image.Kind is WatchedKind.Sync ? "sync" : "image", Tag = row.Image.Tag };
        return row.Verdict is not { } verdict ? entry : entry with
        {
            State = StateWords.Of(verdict.State),
            Reason = verdict.Reason,
            Product = verdict.Product,
            Cycle = verdict.Cycle,
            EolDate = verdict.Day,
            DaysLeft = verdict.DaysLeft,
            Source = StateWords.Of(verdict.Source),
            Latest = verdict.Latest,
            LatestReleaseDate = verdict.LatestReleaseDate,
        };
    }
}
