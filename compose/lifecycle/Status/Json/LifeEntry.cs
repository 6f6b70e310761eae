using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status.Json;

/// <summary>An end of life in a <see cref="StatusDocument"/>, in the words of <c>eol check --json</c>.</summary>
public sealed record LifeEntry
{
    /// <summary><c>ok</c>, <c>warning</c>, <c>critical</c>, <c>expired</c> or <c>unknown</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>As the configuration names it.</summary>
    public required string Product { get; init; }

    /// <summary>Null: unmapped.</summary>
    public string? Cycle { get; init; }

    /// <summary>The last day that is supported; null: no day is known.</summary>
    public DateOnly? EolDate { get; init; }

    /// <summary>Days until then, negative after it.</summary>
    public int? DaysLeft { get; init; }

    /// <summary><c>file</c>, <c>bundled</c>, <c>override</c> or <c>none</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Of a verdict.</summary>
    public static LifeEntry? Of(EndOfLifeVerdict? verdict) => verdict is null ? null : new LifeEntry
    {
        State = StateWords.Of(verdict.State),
        Reason = verdict.Reason,
        Product = verdict.Product,
        Cycle = verdict.Cycle,
        EolDate = verdict.Day,
        DaysLeft = verdict.DaysLeft,
        Source = StateWords.Of(verdict.Source),
    };
}
