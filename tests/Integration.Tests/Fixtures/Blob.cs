using System.Security.Cryptography;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Some bytes with their name and type, as a descriptor speaks of them.</summary>
internal sealed record Blob(string MediaType, byte[] Bytes)
{
    public Digest Digest { get; } = DigestOf(Bytes);

    public static Digest DigestOf(ReadOnlySpan<byte> bytes) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
}
