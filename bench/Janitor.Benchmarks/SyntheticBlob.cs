using RegistryJanitor.Oci;

namespace RegistryJanitor.Benchmarks;

/// <summary>Bytes by their digest.</summary>
internal sealed record SyntheticBlob(Digest Digest, byte[] Content);
