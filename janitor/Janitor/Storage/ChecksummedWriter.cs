using System.Buffers.Binary;

namespace RegistryJanitor.Storage;

/// <summary>Writes a binary file of ours, little-endian, that ends with a checksum of all before it.</summary>
/// <param name="stream">Where it goes; has its own buffer.</param>
internal sealed class ChecksummedWriter(Stream stream)
{
    private uint _checksum = Crc32C.Seed;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _checksum = Crc32C.Append(_checksum, bytes);
        stream.Write(bytes);
    }

    public void Write(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public void Write(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    /// <summary>A sha256, 32 bytes.</summary>
    /// <exception cref="ArgumentException">It is of another algorithm.</exception>
    public void Write(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (digest.CopyTo(bytes) != 32)
            throw new ArgumentException($"{digest} is no sha256.", nameof(digest));
        Write(bytes[..32]);
    }

    /// <summary>Writes the checksum; nothing may follow.</summary>
    public void End() => Write(unchecked((int)_checksum));
}
