using System.Text;

namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>The flags of an instruction: they stand first, and end at the first word that is none, or behind <c>--</c>.</summary>
internal static class InstructionFlags
{
    /// <summary>Takes them off.</summary>
    /// <param name="text">What is behind the keyword.</param>
    /// <param name="escape">Of the Dockerfile.</param>
    internal static (IReadOnlyList<string> Flags, string Arguments) Split(string text, char escape)
    {
        var flags = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at + 1 >= text.Length || text[at] != '-' || text[at + 1] != '-')
                return (flags, text[at..].Trim());
            var word = Word(text, escape, ref at);
            if (word is "--")
                return (flags, text[at..].Trim());
            flags.Add(word);
        }
    }

    /// <summary>Up to a blank outside of quotes. Quotes go; an escape protects in either kind of them, otherwise than in a shell.</summary>
    private static string Word(string text, char escape, ref int at)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
        {
            var letter = text[at];
            if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'')
                quote = letter;
            else if (letter != escape)
                word.Append(letter);
            else if (at + 1 < text.Length)
                word.Append(text[++at]);
        }

        return word.ToString();
    }
}
