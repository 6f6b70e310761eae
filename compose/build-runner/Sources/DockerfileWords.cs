using System.Text;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Words, quotes and variables as BuildKit's lexer of Dockerfiles has them (frontend/dockerfile/shell/lex.go).</summary>
internal static class DockerfileWords
{
    // ${a:-${b:-${c:-…}}}: no Dockerfile of a person is that deep, and a stack is not endless.
    private const int MostNested = 50;

    /// <summary>Splits at blanks outside of quotes; quotes and escapes stay.</summary>
    internal static List<string> Split(string text, char escape)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quote == '\0' && letter is ' ' or '\t' or '\v' or '\f' or '\r')
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
                continue;
            }

            word.Append(letter);
            if (letter == escape && quote != '\'' && at + 1 < text.Length)
                word.Append(text[++at]);
            else if (letter is '"' or '\'' && (quote == '\0' || quote == letter))
                quote = quote == '\0' ? letter : '\0';
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>Takes quotes and escapes away, and expands nothing.</summary>
    internal static string Unquote(string word)
    {
        var plain = new StringBuilder();
        var quote = '\0';
        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] == '\\' && quote != '\'' && at + 1 < word.Length)
                plain.Append(word[++at]);
            else if (word[at] is '"' or '\'' && (quote == '\0' || quote == word[at]))
                quote = quote == '\0' ? word[at] : '\0';
            else
                plain.Append(word[at]);
        }

        return plain.ToString();
    }

    /// <summary>Expands variables, and takes quotes and escapes away.</summary>
    /// <param name="word">As it is written.</param>
    /// <param name="escape">Of the Dockerfile.</param>
    /// <param name="value">Of a variable; null: it is not set.</param>
    /// <param name="mistake">Makes an error of the end of a sentence.</param>
    internal static string Expand(string word, char escape, Func<string, string?> value, Func<string, Exception> mistake)
    {
        var at = 0;
        return new Expansion(word, escape, value, mistake).Until(null, ref at, 0);
    }

    private sealed class Expansion(string text, char escape, Func<string, string?> value, Func<string, Exception> mistake)
    {
        /// <summary>Up to a letter outside of quotes, which is left where it is, or to the end.</summary>
        internal string Until(char? stop, ref int at, int depth)
        {
            if (depth > MostNested)
                throw mistake($"nests more than {MostNested} variables");
            var result = new StringBuilder();
            var quoted = false;
            while (at < text.Length && (text[at] != stop || quoted))
            {
                var letter = text[at++];
                if (letter == '\'' && !quoted)
                {
                    var end = text.IndexOf('\'', at);
                    if (end < 0)
                        throw mistake("has a ' without its end");
                    result.Append(text, at, end - at);
                    at = end + 1;
                }
                else if (letter == '"')
                {
                    quoted = !quoted;
                }
                else if (letter == escape && at < text.Length)
                {
                    // Between double quotes it is itself, except before what it can protect there.
                    if (quoted && text[at] != '"' && text[at] != '$' && text[at] != escape)
                        result.Append(letter);
                    result.Append(text[at++]);
                }
                else if (letter == '$')
                {
                    result.Append(Variable(ref at, depth));
                }
                else
                {
                    result.Append(letter);
                }
            }

            return quoted ? throw mistake("has a \" without its end") : result.ToString();
        }

        private string Variable(ref int at, int depth)
        {
            if (at >= text.Length || text[at] != '{')
            {
                var plain = Name(ref at);
                return plain.Length == 0 ? "$" : value(plain) ?? "";
            }

            at++;
            var name = Name(ref at);
            if (name.Length == 0)
                throw mistake("has ${ without a name behind it");
            var modifier = Modifier(ref at);
            string word = "", replacement = "";
            if (modifier is "/" or "//")
            {
                word = Until('/', ref at, depth + 1);
                at++;
            }

            var last = modifier.Length == 0 ? "" : Until('}', ref at, depth + 1);
            if (modifier is "/" or "//")
                replacement = last;
            else
                word = last;
            if (at >= text.Length || text[at] != '}')
                throw mistake($"has ${{{name} without its }}, or with something unknown behind the name");
            at++;
            return Apply(name, modifier, word, replacement);
        }

        private string Apply(string name, string modifier, string word, string replacement)
        {
            var set = value(name);
            var empty = modifier.StartsWith(':') ? string.IsNullOrEmpty(set) : set is null;
            return modifier switch
            {
                ":-" or "-" => empty ? word : set!,
                ":+" or "+" => empty ? "" : word,
                ":?" or "?" => empty ? throw mistake($"wants the variable {name}{(word.Length > 0 ? $": {word}" : "")}") : set!,
                "#" or "##" => DockerfilePatterns.WithoutStart(set ?? "", word, longest: modifier.Length == 2),
                "%" or "%%" => DockerfilePatterns.WithoutEnd(set ?? "", word, longest: modifier.Length == 2),
                "/" or "//" => DockerfilePatterns.Replaced(set ?? "", word, replacement, all: modifier.Length == 2),
                _ => set ?? "",
            };
        }

        private string Name(ref int at)
        {
            var start = at;
            if (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '@' or '*' or '#'))
                at++;
            else
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
                    at++;
            return text[start..at];
        }

        private string Modifier(ref int at)
        {
            foreach (var modifier in (string[])[":-", ":+", ":?", "##", "%%", "//", "-", "+", "?", "#", "%", "/"])
            {
                if (string.CompareOrdinal(text, at, modifier, 0, modifier.Length) == 0)
                {
                    at += modifier.Length;
                    return modifier;
                }
            }

            return "";
        }
    }
}
