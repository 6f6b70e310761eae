namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>What is read of build-runner's <c>results/ID.json</c>; anything may be missing.</summary>
internal sealed record BuildResultFile
{
    /// <summary>1, or it is not understood.</summary>
    public int? Schema { get; init; }

    /// <summary>Registry and repository.</summary>
    public string? Image { get; init; }

    /// <summary>How it ended.</summary>
    public string? Status { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>Each destination.</summary>
    public IReadOnlyList<PushedReference?>? Pushed { get; init; }

    /// <summary>That was built.</summary>
    public string? Commit { get; init; }

    /// <summary>When a runner began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>A destination.</summary>
    /// <param name="Reference">With its tag.</param>
    /// <param name="Digest">That it has.</param>
    /// <param name="Verified">Whether all of it was read back.</param>
    internal sealed record PushedReference(string? Reference, string? Digest, bool? Verified);
}
