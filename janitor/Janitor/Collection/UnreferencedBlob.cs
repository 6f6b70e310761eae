namespace RegistryJanitor.Collection;

/// <summary>A blob that nothing names.</summary>
/// <param name="Digest">Which.</param>
/// <param name="Since">When a pass first saw it so, UTC.</param>
internal sealed record UnreferencedBlob(Digest Digest, DateTimeOffset Since);
