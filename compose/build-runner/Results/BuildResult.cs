namespace RegistryJanitor.BuildRunner.Results;

/// <summary>How a request ended: <c>results/ID.json</c>, written whole, exactly once. All times are UTC.</summary>
public sealed record BuildResult
{
    /// <summary>The shape of this file; a reader refuses one that it does not know.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary>Registry and repository; null when the request could not be read.</summary>
    public string? Image { get; init; }

    /// <summary><c>succeeded</c>, <c>failed</c>, <c>refused</c>, <c>timed-out</c> or <c>crashed</c>: the words of <see cref="BuildStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>For programs: what went wrong; null when nothing did.</summary>
    public string? ErrorClass { get; init; }

    /// <summary>One sentence with cause and cure; null when nothing went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>Each destination with its tag.</summary>
    public IReadOnlyList<PushedTag> Pushed { get; init; } = [];

    /// <summary>The version that was built; null: none.</summary>
    public string? Version { get; init; }

    /// <summary>The commit that was built; null: none.</summary>
    public string? Commit { get; init; }

    /// <summary>Of the engine; null: it did not end by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Which built it.</summary>
    public string? Engine { get; init; }

    /// <summary>Which runner.</summary>
    public required string Runner { get; init; }

    /// <summary>1 unless runners died of it.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When it was asked for; null when the request could not be read.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When a runner began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The log, relative to the volume.</summary>
    public string? Log { get; init; }

    /// <summary>Its last lines.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
