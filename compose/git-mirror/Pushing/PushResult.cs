using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>How a destination was left.</summary>
/// <param name="There">Its branches and tags, as far as the mirror's patterns reach.</param>
/// <param name="Outcomes">What became of each ref that was pushed.</param>
/// <param name="Kept">Names under <c>refs/kept/</c> for tips that were overwritten there.</param>
/// <param name="Foreign">Refs of the destination that upstream does not have and that were left alone.</param>
/// <param name="Faults">What is in the way of its being like the mirror; nothing when it is.</param>
public sealed record PushResult(
    RefSet There, IReadOnlyList<RefOutcome> Outcomes, IReadOnlyList<string> Kept, IReadOnlyList<string> Foreign, IReadOnlyList<MirrorFault> Faults);
