using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Verification;

public sealed class SecureHashTests
{
    private static readonly Digest s_sha512 = Digest.Parse($"sha512:{new string('0', 128)}");

    // NIST, "Examples with intermediate values" for FIPS 180-4; the million from its additional ones.
    [Theory]
    [InlineData("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    [InlineData("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")]
    public void Sha256_of_the_standards_examples(string text, int times, string hex) => Assert.Equal($"sha256:{hex}", Hash(new Sha256(), text, times).ToString());

    [Theory]
    [InlineData("", 1, "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e")]
    [InlineData("abc", 1, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    [InlineData("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1, "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909")]
    [InlineData("a", 1_000_000, "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b")]
    public void Sha512_of_the_standards_examples(string text, int times, string hex) => Assert.Equal($"sha512:{hex}", Hash(new Sha512(), text, times).ToString());

    [Fact]
    public void Every_length_around_a_block_hashes_as_the_platform_does()
    {
        var bytes = new byte[300];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
            AssertSame(bytes.AsSpan(0, length), [length]);
    }

    [Fact]
    public void Any_bytes_in_any_pieces_hash_as_the_platform_does()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(20_000)];
            random.NextBytes(bytes);
            var pieces = new List<int>();
            for (var left = bytes.Length; left > 0; left -= pieces[^1])
                pieces.Add(Math.Min(left, random.Next(random.Next(2) == 0 ? 70 : 5000)));
            AssertSame(bytes, pieces);
        }
    }

    private static void AssertSame(ReadOnlySpan<byte> bytes, List<int> pieces)
    {
        var (short256, long512) = (SecureHash.For(default), SecureHash.For(s_sha512));
        var at = 0;
        foreach (var piece in pieces)
        {
            short256.Append(bytes.Slice(at, piece));
            long512.Append(bytes.Slice(at, piece));
            at += piece;
        }

        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}", short256.Finish().ToString());
        Assert.Equal($"sha512:{Convert.ToHexStringLower(SHA512.HashData(bytes))}", long512.Finish().ToString());
    }

    private static Digest Hash(SecureHash hash, string text, int times)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var i = 0; i < times; i++)
            hash.Append(bytes);
        return hash.Finish();
    }
}
