namespace RegistryJanitor.Lifecycle.Status.Json;

/// <summary>A base image in a <see cref="StatusDocument"/>; the fields of <see cref="CopiedImage"/>.</summary>
public sealed record CopyEntry
{
    /// <summary>Registry and repository of the copy.</summary>
    public required string Name { get; init; }

    /// <summary>Registry and repository that it is from.</summary>
    public required string Source { get; init; }

    /// <summary>Null: none is known to be copied yet.</summary>
    public string? Tag { get; init; }

    /// <summary>Null: it is not there.</summary>
    public string? Digest { get; init; }

    /// <summary>When the image was made; null: nobody says.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whole days since then.</summary>
    public int? AgeDays { get; init; }

    /// <summary>When it was copied; null: it was there before.</summary>
    public DateTimeOffset? CopiedAt { get; init; }

    /// <summary>Why it is not up to date; null: it is.</summary>
    public string? Trouble { get; init; }

    /// <summary>Null: it is not watched.</summary>
    public LifeEntry? EndOfLife { get; init; }

    /// <summary>Of an image.</summary>
    public static CopyEntry Of(CopiedImage copy, DateTimeOffset now) => new()
    {
        Name = copy.Name,
        Source = copy.Source,
        Tag = copy.Tag,
        Digest = copy.Digest,
        CreatedAt = copy.CreatedAt,
        AgeDays = copy.CreatedAt is { } made ? (int)(now - made).TotalDays : null,
        CopiedAt = copy.CopiedAt,
        Trouble = copy.Trouble,
        EndOfLife = LifeEntry.Of(copy.Verdict),
    };
}
