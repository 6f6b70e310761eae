using System.Text;

namespace RegistryJanitor.Dockerfiles.Words;

/// <summary>The words of ARG: parted by blanks outside of quotes; quotes and escapes stay.</summary>
internal static class ArgumentWords
{
    internal static IReadOnlyList<string> Split(string text, char escape)
    {
        var (words, word, quote) = (new List<string>(), new StringBuilder(), '\0');
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                End();
                continue;
            }

            if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'')
                quote = letter;
            else if (letter == escape && quote != '\'')
            {
                // One at the end protects nothing, and goes.
                if (at + 1 == text.Length)
                    break;
                word.Append(letter);
                letter = text[++at];
            }

            word.Append(letter);
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
