using System.Buffers;
using System.Text;

namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>Splits an action into words.</summary>
internal static class TemplateWords
{
    private static readonly SearchValues<char> s_stops = SearchValues.Create(" \t\r\n()\"`");

    /// <summary>Splits.</summary>
    internal static List<TemplateWord> Split(TemplateSource source, TemplateAction action)
    {
        var words = new List<TemplateWord>();
        for (var at = action.Begin; at < action.End;)
        {
            switch (source.Text[at])
            {
                case ' ' or '\t' or '\r' or '\n':
                    at++;
                    break;
                case '(' or ')':
                    words.Add(new TemplateWord(at, source.Text[at..(at + 1)], IsQuoted: false));
                    at++;
                    break;
                case '"' or '`':
                    var (text, end) = Quoted(source, at, action.End);
                    words.Add(new TemplateWord(at, text, IsQuoted: true));
                    at = end;
                    break;
                default:
                    var length = source.Text.AsSpan(at, action.End - at).IndexOfAny(s_stops);
                    var stop = length < 0 ? action.End : at + length;
                    words.Add(new TemplateWord(at, source.Text[at..stop], IsQuoted: false));
                    at = stop;
                    break;
            }
        }

        return words;
    }

    /// <summary>A text in quotes, and where it ends. In <c>"</c> a backslash may stand before <c>"</c>, <c>\</c>, <c>n</c> and <c>t</c>; in <c>`</c> all is as it stands.</summary>
    internal static (string Text, int End) Quoted(TemplateSource source, int begin, int most)
    {
        var (quote, quoted) = (source.Text[begin], new StringBuilder());
        for (var at = begin + 1; at < most; at++)
        {
            var letter = source.Text[at];
            if (letter == quote)
                return (quoted.ToString(), at + 1);
            if (quote is '"' && letter is '\n')
                break;
            if (quote is '`' || letter is not '\\')
            {
                quoted.Append(letter);
                continue;
            }

            at++;
            quoted.Append((at < most ? source.Text[at] : '\0') switch
            {
                '"' => '"',
                '\\' => '\\',
                'n' => '\n',
                't' => '\t',
                _ => throw source.Refuse(at - 1, "a backslash in quotes stands before \", \\, n or t alone; write two of them for one"),
            });
        }

        throw source.Refuse(begin, $"a text begins here that has no end; write {quote} behind it");
    }
}
