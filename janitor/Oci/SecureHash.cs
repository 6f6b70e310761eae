using System.Buffers.Binary;

namespace RegistryJanitor.Oci;

/// <summary>A hash of the SHA-2 family over bytes that come in pieces: what is the same in <see cref="Sha256"/> and <see cref="Sha512"/>.</summary>
/// <remarks>
/// In managed code, because the static executable has no OpenSSL to bind to: there <c>System.Security.Cryptography</c> ends the process with
/// a segmentation fault, and linking it in statically costs 4 MB. Use once: after <see cref="Finish"/> it is spent.
/// </remarks>
/// <param name="algorithm">As a digest names it.</param>
/// <param name="blockBytes">Bytes hashed at a time.</param>
/// <param name="hashBytes">Bytes of the result.</param>
public abstract class SecureHash(string algorithm, int blockBytes, int hashBytes)
{
    private readonly byte[] _partial = new byte[blockBytes];
    private int _filled;
    private ulong _total;

    /// <summary>The hash that a digest was made with.</summary>
    public static SecureHash For(Digest digest) => digest.Algorithm is "sha512" ? new Sha512() : new Sha256();

    /// <summary>Goes on with more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _total += (ulong)bytes.Length;
        if (_filled > 0)
        {
            var taken = Math.Min(blockBytes - _filled, bytes.Length);
            bytes[..taken].CopyTo(_partial.AsSpan(_filled));
            bytes = bytes[taken..];
            _filled += taken;
            if (_filled < blockBytes)
                return;
            Compress(_partial);
        }

        var whole = bytes.Length - (bytes.Length % blockBytes);
        Compress(bytes[..whole]);
        bytes[whole..].CopyTo(_partial);
        _filled = bytes.Length - whole;
    }

    /// <summary>The digest of everything appended.</summary>
    public Digest Finish()
    {
        // FIPS 180-4, section 5.1: a one bit, zeros, and the number of bits in the last eighth of a block.
        var padding = _filled + 1 + (blockBytes / 8) <= blockBytes ? blockBytes - _filled : (2 * blockBytes) - _filled;
        Span<byte> tail = stackalloc byte[padding];
        tail.Clear();
        tail[0] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(tail[^8..], _total * 8);
        Append(tail);

        Span<byte> hash = stackalloc byte[hashBytes];
        WriteState(hash);
        _ = Digest.TryParseHex(algorithm, Convert.ToHexStringLower(hash), out var digest);
        return digest;
    }

    /// <summary>Hashes whole blocks.</summary>
    protected abstract void Compress(ReadOnlySpan<byte> blocks);

    /// <summary>Writes the result.</summary>
    protected abstract void WriteState(Span<byte> hash);
}
