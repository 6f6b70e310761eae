namespace RegistryJanitor.Lifecycle.State;

/// <summary>What is known of a base.</summary>
/// <param name="Image">With its tag; our own registry under the first of its names.</param>
public sealed record BaseRecord(string Image)
{
    /// <summary>The newest that was seen; null: none yet.</summary>
    public string? Digest { get; init; }

    /// <summary>When that was first seen, UTC; null: never.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why the last look saw nothing; null: it saw the digest.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Until then its registry is not asked again, UTC; null: every look asks.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }
}
