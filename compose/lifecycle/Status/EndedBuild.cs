namespace RegistryJanitor.Lifecycle.Status;

/// <summary>A result of build-runner. Times are UTC.</summary>
/// <param name="Id">The request.</param>
/// <param name="Status"><c>succeeded</c>, <c>failed</c>, <c>refused</c>, <c>timed-out</c> or <c>crashed</c>; <c>ended</c> for one that cannot be understood.</param>
public sealed record EndedBuild(string Id, string Status)
{
    /// <summary>The word for what went well.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Registry and repository; null: it does not say.</summary>
    public string? Image { get; init; }

    /// <summary>The references that were read back after it.</summary>
    public IReadOnlyList<string> Pushed { get; init; } = [];

    /// <summary>The digest of what was pushed; null: nothing was read back.</summary>
    public string? Digest { get; init; }

    /// <summary>The commit that was built; null: none.</summary>
    public string? Commit { get; init; }

    /// <summary>What went wrong, a sentence with cause and cure; null: nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>When a runner began; null: it does not say.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null: it does not say.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether everything was pushed and read back.</summary>
    public bool IsSuccess => Status is Succeeded;
}
