using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RegistryJanitor.Oci;

/// <summary>SHA-256 (FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2).</summary>
public sealed class Sha256() : SecureHash("sha256", blockBytes: 64, hashBytes: 32)
{
    // Section 5.3.3.
    private readonly uint[] _state =
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    // Section 4.2.2.
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compress(ReadOnlySpan<byte> blocks)
    {
        ReadOnlySpan<uint> k = Constants[..64];
        Span<uint> w = stackalloc uint[64];
        Span<uint> state = _state;
        for (; !blocks.IsEmpty; blocks = blocks[64..])
        {
            Schedule(blocks[..64], w);
            var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
            var (e, f, g, h) = (state[4], state[5], state[6], state[7]);

            // Eight rounds at a time, so that names change places instead of values.
            for (var t = 0; t < w.Length; t += 8)
            {
                Round(a, b, c, ref d, e, f, g, ref h, k[t] + w[t]);
                Round(h, a, b, ref c, d, e, f, ref g, k[t + 1] + w[t + 1]);
                Round(g, h, a, ref b, c, d, e, ref f, k[t + 2] + w[t + 2]);
                Round(f, g, h, ref a, b, c, d, ref e, k[t + 3] + w[t + 3]);
                Round(e, f, g, ref h, a, b, c, ref d, k[t + 4] + w[t + 4]);
                Round(d, e, f, ref g, h, a, b, ref c, k[t + 5] + w[t + 5]);
                Round(c, d, e, ref f, g, h, a, ref b, k[t + 6] + w[t + 6]);
                Round(b, c, d, ref e, f, g, h, ref a, k[t + 7] + w[t + 7]);
            }

            (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
            (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
        }
    }

    /// <inheritdoc/>
    protected override void WriteState(Span<byte> hash)
    {
        for (var i = 0; i < _state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash[(4 * i)..], _state[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Schedule(ReadOnlySpan<byte> block, Span<uint> w)
    {
        for (var t = 0; t < 16; t++)
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]);
        for (var t = 16; t < w.Length; t++)
        {
            var (early, late) = (w[t - 15], w[t - 2]);
            w[t] = w[t - 16] + w[t - 7]
                + (Rotate(early, 7) ^ Rotate(early, 18) ^ (early >> 3))
                + (Rotate(late, 17) ^ Rotate(late, 19) ^ (late >> 10));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint scheduled)
    {
        h += (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + (g ^ (e & (f ^ g))) + scheduled;
        d += h;
        h += (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) | (c & (a | b)));
    }

    private static uint Rotate(uint value, int bits) => BitOperations.RotateRight(value, bits);
}
