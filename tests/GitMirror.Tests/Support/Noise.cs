namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>Text that does not compress.</summary>
internal static class Noise
{
    public static string Of(int bytes)
    {
        // Reproducible: a xorshift with a fixed seed.
        var state = 2463534242u;
        return string.Create(bytes, state, static (letters, seed) =>
        {
            for (var index = 0; index < letters.Length; index++)
            {
                seed ^= seed << 13;
                seed ^= seed >> 17;
                seed ^= seed << 5;
                letters[index] = (char)(' ' + (seed % 95));
            }
        });
    }
}
