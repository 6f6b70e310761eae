using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>A text that stands behind its instruction, up to a line that is its name.</summary>
/// <param name="Name">Without quotes.</param>
/// <param name="IsQuoted">Nothing in it is expanded.</param>
/// <param name="IgnoresTabs">Written <c>&lt;&lt;-</c>: tabs before the name do not count.</param>
public sealed record Heredoc(string Name, bool IsQuoted, bool IgnoresTabs)
{
    /// <summary>Whether a line ends it.</summary>
    internal bool EndsWith(string line) => (IgnoresTabs ? line.AsSpan().TrimStart('\t') : line.AsSpan()).SequenceEqual(Name);

    /// <summary>Reads a word <c>[digits]&lt;&lt;[-][blanks]NAME</c>; null when it begins none.</summary>
    public static Heredoc? Read(string word)
    {
        var at = 0;
        while (at < word.Length && char.IsAsciiDigit(word[at]))
            at++;
        if (string.CompareOrdinal(word, at, "<<", 0, 2) != 0)
            return null;
        at += 2;
        var ignoresTabs = at < word.Length && word[at] == '-';
        var rest = word[(ignoresTabs ? at + 1 : at)..].TrimStart('\t', '\n', '\f', '\r', ' ');
        if (rest.Length == 0 || rest.Contains('<', StringComparison.Ordinal))
            return null;
        // Always with this escape, whatever the Dockerfile's is.
        var (plain, raw) = (WordLexer.Words(rest, '\\', LexMode.Unquote), WordLexer.Words(rest, '\\', LexMode.KeepQuotes));
        if (plain is not [var name] || raw is not [var written])
            return null;
        return new Heredoc(name, Quotes(name) != Quotes(written), ignoresTabs);
    }

    /// <summary>Those that a line begins, in order; none where its quotes do not end.</summary>
    internal static IReadOnlyList<Heredoc> In(string line)
    {
        if (!line.Contains("<<", StringComparison.Ordinal))
            return [];
        var found = new List<Heredoc>();
        foreach (var word in WordLexer.Words(line, '\\', LexMode.Split) ?? [])
        {
            if (Read(word) is { } heredoc)
                found.Add(heredoc);
        }

        return found;
    }

    private static int Quotes(string text) => text.AsSpan().Count('\'') + text.AsSpan().Count('"');
}
