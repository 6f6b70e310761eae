namespace RegistryJanitor.Lifecycle.Status;

/// <summary>A mirror of git, as git-mirror left its state. Times are UTC.</summary>
/// <param name="Name">As git-mirror calls it.</param>
public sealed record MirroredRepository(string Name)
{
    /// <summary>The address that it is from, without credentials; null: it does not say.</summary>
    public string? Upstream { get; init; }

    /// <summary>Of the last try: <c>changed</c>, <c>unchanged</c> or <c>failed</c>; <c>unreadable</c> for a state that cannot be understood.</summary>
    public required string Outcome { get; init; }

    /// <summary>The commit of its default branch; null: none yet.</summary>
    public string? Commit { get; init; }

    /// <summary>When a branch or tag changed last; null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it was last known to be like its upstream; null: never.</summary>
    public DateTimeOffset? SucceededAt { get; init; }

    /// <summary>Why it is not, a sentence without its stop; null: it is.</summary>
    public string? Cause { get; init; }

    /// <summary>What helps, a sentence without its stop; null: it is well.</summary>
    public string? Cure { get; init; }

    /// <summary>Whether it is as its upstream was at the last try.</summary>
    public bool IsWell => Outcome is "changed" or "unchanged";
}
