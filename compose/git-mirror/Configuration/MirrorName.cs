namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What a mirror is called: part of file names, so letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first one a letter or digit.</summary>
/// <param name="Value">The name, at most 100 characters.</param>
public sealed record MirrorName(string Value)
{
    private const int Longest = 100;

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the name.</summary>
    public static (MirrorName? Name, string? Mistake) Read(string text)
    {
        if (text.Length > Longest || !char.IsAsciiLetterOrDigit(text[0]) || !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
            return (null, $"is no name of a mirror; write letters, digits, '.', '_' and '-', at most {Longest}, the first one a letter or digit");
        return text.EndsWith(".git", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".lock", StringComparison.OrdinalIgnoreCase)
            ? (null, "ends as files of ours and of git do; leave the ending away")
            : (new MirrorName(text), null);
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
