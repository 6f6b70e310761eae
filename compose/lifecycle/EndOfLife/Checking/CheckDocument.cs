using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>A check for machines: <c>lifecycle eol check --json</c>.</summary>
public sealed record CheckDocument
{
    /// <summary>The shape of this document.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>When it was judged, UTC.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Whether the command fails.</summary>
    public required bool Failed { get; init; }

    /// <summary>In the order of the configuration.</summary>
    public required IReadOnlyList<CheckEntry> Images { get; init; }

    /// <summary>What is worth a line besides.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>Of a check.</summary>
    public static CheckDocument Of(EndOfLifeCheck check, CheckStrictness strictness, DateTimeOffset now) => new()
    {
        CheckedAt = now,
        Failed = check.Fails(strictness),
        Images = [.. check.Rows.Select(CheckEntry.Of)],
        Notices = check.Notices,
    };
}
