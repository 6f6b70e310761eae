using System.Numerics;
using System.Runtime.InteropServices;

namespace RegistryJanitor.Storage;

/// <summary>CRC-32C (Castagnoli), as ext4, iSCSI and most databases use it to notice bytes that have changed on disk.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of nothing.</summary>
    public const uint Seed = 0xFFFFFFFF;

    /// <summary>The checksum of what went before and these bytes.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            checksum = BitOperations.Crc32C(checksum, word);
        foreach (var value in bytes[(words.Length * sizeof(ulong))..])
            checksum = BitOperations.Crc32C(checksum, value);
        return checksum;
    }
}
