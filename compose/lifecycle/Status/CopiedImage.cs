using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status;

/// <summary>A base image that sync copies. Times are UTC.</summary>
/// <param name="Name">Registry and repository of the copy.</param>
/// <param name="Source">Registry and repository that it is from.</param>
/// <param name="Tag">Its tag; null: none is known to be copied yet.</param>
public sealed record CopiedImage(string Name, string Source, string? Tag)
{
    /// <summary>What the tag was when both sides were last looked at; null: it is not there.</summary>
    public string? Digest { get; init; }

    /// <summary>When the image was made, as its configuration says; null: nobody says.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was copied; null: it was there before.</summary>
    public DateTimeOffset? CopiedAt { get; init; }

    /// <summary>Why the last sync could not bring it up to date, a sentence; null: it could.</summary>
    public string? Trouble { get; init; }

    /// <summary>How near its end of life is; null: it is not watched.</summary>
    public EndOfLifeVerdict? Verdict { get; init; }
}
