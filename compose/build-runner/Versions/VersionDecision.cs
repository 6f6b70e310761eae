namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>The version of a commit.</summary>
/// <param name="Version">Without <c>v</c>.</param>
/// <param name="Tag">The tag it was counted from, or is named by; null: there is none yet.</param>
/// <param name="Reason">For logs, without its stop.</param>
public sealed record VersionDecision(ReleaseVersion Version, string? Tag, string Reason);
