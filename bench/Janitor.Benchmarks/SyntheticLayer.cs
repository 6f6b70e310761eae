using RegistryJanitor.Oci;

namespace RegistryJanitor.Benchmarks;

/// <summary>A layer: its blob, and the digest of its archive before compression, which the config names.</summary>
internal sealed record SyntheticLayer(SyntheticBlob Blob, Digest DiffId);
