namespace RegistryJanitor.Verification;

/// <summary>Some blobs, counted.</summary>
/// <param name="Blobs">How many.</param>
/// <param name="Bytes">What they take together.</param>
public readonly record struct BlobCount(int Blobs, long Bytes);
