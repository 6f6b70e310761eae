using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>What an upstream sent, judged and not yet applied.</summary>
/// <param name="Before">The mirror as it is.</param>
/// <param name="Plan">What makes it like its upstream.</param>
/// <param name="Braked">Why deletions are left out; null when none is.</param>
public sealed record Arrival(RefSet Before, RefPlan Plan, MirrorFault? Braked);
