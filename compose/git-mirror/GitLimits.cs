namespace RegistryJanitor.GitMirror;

/// <summary>How long git may take before it is ended with all that it started.</summary>
/// <param name="Command">One command.</param>
/// <param name="FirstFetch">The fetch that fills a new mirror.</param>
/// <param name="Stall">A transfer below 1000 bytes a second for so long.</param>
public sealed record GitLimits(TimeSpan Command, TimeSpan FirstFetch, TimeSpan Stall);
