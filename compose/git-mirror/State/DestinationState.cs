namespace RegistryJanitor.GitMirror.State;

/// <summary>What is true of a mirror's destination. Times are UTC.</summary>
public sealed record DestinationState
{
    /// <summary>Its address, which never has credentials.</summary>
    public required string Address { get; init; }

    /// <summary>What upstream's default branch points at there; null: it is not there.</summary>
    public string? New { get; init; }

    /// <summary>All its mirrored branches and tags in one hash, with upstream's HEAD; the mirror's own <see cref="MirrorState.RefsDigest"/> when it is like the mirror.</summary>
    public string? RefsDigest { get; init; }

    /// <summary>Refs that were not taken, each with its reason.</summary>
    public IReadOnlyList<RefusedRef> Refused { get; init; } = [];

    /// <summary>Refs of the destination that upstream does not have and that are left alone.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>Where the last push put tips that it overwrote: names under <c>refs/kept/</c>.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Why it is not like the mirror; null: it is.</summary>
    public FaultRecord? Fault { get; init; }

    /// <summary>When a push changed it last.</summary>
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Unless the mirror changes, it is left alone until then; null: until it has to be looked at.</summary>
    public DateTimeOffset? NextTryAt { get; init; }
}
