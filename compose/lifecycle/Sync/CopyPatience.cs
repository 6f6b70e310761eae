namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>How long and how often a copy is tried.</summary>
internal sealed record CopyPatience
{
    internal static CopyPatience Default { get; } = new();

    /// <summary>For one run of skopeo.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Runs in all, where a failure may pass.</summary>
    internal int Attempts { get; init; } = 3;

    /// <summary>Between the first two; doubled with each.</summary>
    internal TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between tries while the target is read-only.</summary>
    internal TimeSpan ReadOnlyPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a read-only target is waited for in all: collections take minutes.</summary>
    internal TimeSpan ReadOnlyLongest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pulls that are left to others: with fewer left, nothing is copied from a registry.</summary>
    internal long PullsLeft { get; init; } = 10;
}
