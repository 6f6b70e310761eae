using System.Buffers;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>The name of a git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.</summary>
/// <param name="Hex">The digits.</param>
public readonly record struct ObjectId(string Hex)
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ObjectId id)
    {
        var valid = text.Length is 40 or 64 && !text.ContainsAnyExcept(s_digits);
        id = valid ? new ObjectId(text.ToString()) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Hex;
}
