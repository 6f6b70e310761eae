namespace RegistryJanitor.BuildRunner.Results;

/// <summary>What a registry was found to have after a build.</summary>
/// <param name="Reference">Registry, repository and tag.</param>
/// <param name="Digest">Of the manifest that it answers with; null: it has none, or not the one that was built.</param>
/// <param name="Verified">Manifest, configuration and every layer were read.</param>
/// <param name="Why">Why it is not verified, in a sentence without its stop; null when it is.</param>
public sealed record PushedTag(string Reference, string? Digest, bool Verified, string? Why = null);
