using System.Buffers.Binary;

namespace RegistryJanitor.Storage;

/// <summary>Reads what <see cref="ChecksummedWriter"/> wrote. The checksum is compared first, so what is read can be relied on.</summary>
internal sealed class ChecksummedReader : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream _stream;

    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It cannot be read, or is not what was written.</exception>
    public ChecksummedReader(string path)
    {
        _stream = RegularFile.OpenRead(path, BufferSize);
        try
        {
            Check();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public void Read(Span<byte> bytes) => _stream.ReadExactly(bytes);

    public byte ReadByte()
    {
        Span<byte> bytes = stackalloc byte[1];
        Read(bytes);
        return bytes[0];
    }

    public int ReadInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Read(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long ReadInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Read(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>A sha256.</summary>
    public Digest ReadDigest()
    {
        Span<byte> bytes = stackalloc byte[32];
        Read(bytes);
        return Digest.FromSha256(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Check()
    {
        var left = _stream.Length - sizeof(int);
        var checksum = Crc32C.Seed;
        var buffer = new byte[BufferSize];
        while (left > 0)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            Read(chunk);
            checksum = Crc32C.Append(checksum, chunk);
            left -= chunk.Length;
        }

        if (left < 0 || ReadInt32() != unchecked((int)checksum))
            throw new IOException("its checksum does not agree with its content");
        _stream.Position = 0;
    }
}
