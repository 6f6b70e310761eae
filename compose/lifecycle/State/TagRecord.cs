namespace RegistryJanitor.Lifecycle.State;

/// <summary>What is true of one tag that is copied. Times are UTC.</summary>
/// <param name="Tag">It.</param>
public sealed record TagRecord(string Tag)
{
    /// <summary><c>copied</c>, <c>kept</c>, <c>failed</c> or <c>put_off</c>: what the last run did.</summary>
    public string Result { get; init; } = "";

    /// <summary>That in a sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>What the source had when the target was last known to be like it; null: never.</summary>
    public string? SourceDigest { get; init; }

    /// <summary>What the target had then; another one than the source's where only some platforms are copied.</summary>
    public string? TargetDigest { get; init; }

    /// <summary>The platforms that the target has, with commas; null: all of them.</summary>
    public string? Platforms { get; init; }

    /// <summary>When it was copied and verified last; null: it was there before this record was.</summary>
    public DateTimeOffset? CopiedAt { get; init; }

    /// <summary>When the image was made, by the configuration of <see cref="CreatedOf"/>; null: it does not say, or nobody looked.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The digest at the target of which <see cref="CreatedAt"/> was read; null: none was.</summary>
    public string? CreatedOf { get; init; }

    /// <summary>When both sides were last looked at.</summary>
    public DateTimeOffset? CheckedAt { get; init; }
}
