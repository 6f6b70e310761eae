namespace RegistryJanitor.Dockerfiles.Lines;

/// <summary>A comment that means something: <c># name=value</c>.</summary>
/// <param name="Name"><c>syntax</c>, <c>escape</c> or <c>check</c>.</param>
/// <param name="Value">Without blanks around it; a blank where there are only blanks.</param>
internal sealed record DirectiveLine(string Name, string Value)
{
    // Those of regular expressions in Go: no vertical tab.
    private static readonly char[] s_blanks = ['\t', '\n', '\f', '\r', ' '];

    /// <summary>Reads a line; null: it is none.</summary>
    /// <param name="line">Without blanks before it.</param>
    /// <param name="comment">What comments begin with.</param>
    internal static DirectiveLine? Read(string line, string comment)
    {
        if (!line.StartsWith(comment, StringComparison.Ordinal))
            return null;
        var rest = line[comment.Length..].TrimStart();
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetter(rest[length]) || (length > 0 && char.IsAsciiDigit(rest[length]))))
            length++;
        var behind = rest[length..].TrimStart(s_blanks);
        if (length == 0 || !behind.StartsWith('='))
            return null;
        if (behind.Length == 1)
            return null;
        // Of blanks alone one is the value: BuildKit has a regular expression that wants a letter.
        var value = behind[1..].Trim(s_blanks) is { Length: > 0 } trimmed ? trimmed : " ";
        var name = rest[..length].ToLowerInvariant();
        return name is "syntax" or "escape" or "check" ? new DirectiveLine(name, value) : null;
    }
}
