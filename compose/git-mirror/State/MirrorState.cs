namespace RegistryJanitor.GitMirror.State;

/// <summary>
/// What is true of one mirror, for whoever builds from it: <c>mirrors/NAME.state.json</c>. It is written after the repository is as it says. A reader
/// keeps the <see cref="New"/> that it built last and compares; a lost or doubled wake-up is harmless. All times are UTC. Default branch, objects, digest and
/// <see cref="ChangedAt"/> are those of the last success also while <see cref="Outcome"/> is <c>failed</c>.
/// </summary>
public sealed record MirrorState
{
    /// <summary>The shape of this file; a reader refuses one that it does not know.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The mirror's name.</summary>
    public required string Mirror { get; init; }

    /// <summary>The address that its refs came from, which never has credentials.</summary>
    public required string Upstream { get; init; }

    /// <summary>The address of the last try; another one than <see cref="Upstream"/> while a new address has not worked yet.</summary>
    public string? TriedUpstream { get; init; }

    /// <summary>Of the last try: <c>changed</c>, <c>unchanged</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public FaultRecord? Fault { get; init; }

    /// <summary>What asked for the last try: <c>interval</c>, <c>once</c>, <c>webhook</c> or <c>signal</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The branch that HEAD names, in full; null before the first success.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>What the default branch pointed at before the last change; null: nothing.</summary>
    public string? Old { get; init; }

    /// <summary>What it points at; null before the first success.</summary>
    public string? New { get; init; }

    /// <summary>How many branches and tags there are.</summary>
    public int Refs { get; init; }

    /// <summary>All of them in one hash (<see cref="Git.RefSet.Digest"/>); null before the first success.</summary>
    public string? RefsDigest { get; init; }

    /// <summary>Where the last change put what it deleted or rewrote: names under <c>refs/kept/</c>.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>When a ref changed last.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When the mirror was last known to be like its upstream.</summary>
    public DateTimeOffset? SucceededAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public required DateTimeOffset TriedAt { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>It is left alone until then; null: until the next pass.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>What is true of the destination; null: there is none, or it was never looked at.</summary>
    public DestinationState? Destination { get; init; }
}
