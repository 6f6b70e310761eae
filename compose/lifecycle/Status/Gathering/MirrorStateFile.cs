namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>What is read of git-mirror's <c>mirrors/NAME.state.json</c> (compose/git-mirror/README.md, "What a builder reads"); anything may be missing.</summary>
internal sealed record MirrorStateFile
{
    /// <summary>1, or it is not understood.</summary>
    public int? Schema { get; init; }

    /// <summary>Without credentials.</summary>
    public string? Upstream { get; init; }

    /// <summary><c>changed</c>, <c>unchanged</c> or <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>While it fails.</summary>
    public FaultOfMirror? Fault { get; init; }

    /// <summary>The commit of the default branch.</summary>
    public string? New { get; init; }

    /// <summary>When a ref changed last.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it was last like its upstream.</summary>
    public DateTimeOffset? SucceededAt { get; init; }

    /// <summary>Why a try failed.</summary>
    /// <param name="Cause">A sentence without its stop.</param>
    /// <param name="Cure">The same.</param>
    internal sealed record FaultOfMirror(string? Cause, string? Cure);
}
