using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>What a mirror's last turn came to.</summary>
/// <param name="Mirror">Which.</param>
/// <param name="StartedAt">When its turn began, UTC; for one that rests, of the try before.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="Fault">Why it failed; null: it is like its upstream.</param>
public sealed record MirrorRecord(Mirror Mirror, DateTimeOffset StartedAt, DateTimeOffset EndedAt, FaultRecord? Fault)
{
    /// <summary>A time limit ended it.</summary>
    public bool TimedOut => Fault?.Code is "timed-out" or "stalled";
}
