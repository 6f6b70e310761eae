using System.Text;

namespace RegistryJanitor.Dockerfiles.Words;

/// <summary>
/// Words, quotes, escapes and variables (frontend/dockerfile/shell/lex.go). The first mistake ends it: what is left is skipped, and there is no answer.
/// </summary>
internal sealed partial class WordLexer
{
    private readonly string _text;
    private readonly char _escape;
    private readonly LexMode _mode;
    private readonly Func<string, string?> _value;
    private readonly Effort _effort;
    private string? _mistake;
    private int _at;

    private WordLexer(string text, char escape, LexMode mode, Func<string, string?> value, Effort effort)
    {
        _text = text;
        _escape = escape;
        _mode = mode;
        _value = value;
        _effort = effort;
    }

    /// <summary>Puts variables in, and takes quotes and escapes away; the mistake is the end of a sentence.</summary>
    /// <param name="word">As it is written.</param>
    /// <param name="escape">Of the Dockerfile.</param>
    /// <param name="value">Of a variable; null: it is not set.</param>
    /// <param name="effort">What it may cost.</param>
    internal static (string? Text, string? Mistake) Expand(string word, char escape, Func<string, string?> value, Effort effort)
    {
        var lexer = new WordLexer(word, escape, LexMode.Expand, value, effort);
        var text = lexer.Until(null, keepsEscapes: false, null, depth: 0);
        return lexer._mistake is { } mistake ? (null, mistake) : (text, null);
    }

    /// <summary>Cuts a text into words without putting a variable in; null: its quotes or braces do not end.</summary>
    internal static IReadOnlyList<string>? Words(string text, char escape, LexMode mode)
    {
        var (lexer, words) = (new WordLexer(text, escape, mode, _ => null, new Effort()), new WordCollector());
        lexer.Until(null, mode.Escapes, words, depth: 0);
        return lexer._mistake is null ? words.Words() : null;
    }

    /// <summary>Up to a letter outside of quotes, which is taken, or to the end.</summary>
    private string Until(char? stop, bool keepsEscapes, WordCollector? words, int depth)
    {
        var result = new StringBuilder();
        while (_at < _text.Length)
        {
            var letter = _text[_at];
            if (letter == stop)
            {
                _at++;
                return result.ToString();
            }

            switch (letter)
            {
                case '\'':
                    Protected(SingleQuoted());
                    break;
                case '"':
                    Protected(DoubleQuoted(keepsEscapes, depth));
                    break;
                case '<':
                    Protected(LessThan());
                    break;
                case '$':
                    var value = Variable(depth);
                    words?.Add(value);
                    Append(result, value);
                    break;
                case var other when other == _escape:
                    Protected(Escaped(keepsEscapes));
                    break;
                default:
                    words?.Add([letter]);
                    result.Append(letter);
                    _at++;
                    break;
            }
        }

        if (stop is not null)
            Fail($"has ${{ without its {stop}");
        return result.ToString();

        void Protected(string piece)
        {
            words?.AddProtected(piece);
            Append(result, piece);
        }
    }

    private void Append(StringBuilder to, string piece)
    {
        if (_effort.Spend(piece.Length) && to.Length + piece.Length <= DockerfileLimits.MostLetters)
            to.Append(piece);
        else if (_mode == LexMode.Expand)
            Fail($"becomes more than {DockerfileLimits.MostLetters} letters once its variables are put in");
        else
            to.Append(piece);
    }

    private string SingleQuoted()
    {
        var end = _text.IndexOf('\'', _at + 1);
        if (end < 0)
            return Fail("has a ' without its end");
        var inside = _mode.Quotes ? _text[_at..(end + 1)] : _text[(_at + 1)..end];
        _at = end + 1;
        return inside;
    }

    private string DoubleQuoted(bool keepsEscapes, int depth)
    {
        var result = new StringBuilder(_mode.Quotes ? "\"" : "");
        _at++;
        while (_at < _text.Length)
        {
            var letter = _text[_at];
            if (letter == '"')
            {
                _at++;
                return result.Append(_mode.Quotes ? "\"" : "").ToString();
            }

            if (letter == '$')
            {
                Append(result, Variable(depth));
                continue;
            }

            _at++;
            if (letter == _escape)
            {
                if (keepsEscapes)
                    result.Append(letter);
                if (_at == _text.Length)
                    break;
                // It protects these alone; before all others it is itself, and so a second time where escapes stay.
                if (_text[_at] is '"' or '$' || _text[_at] == _escape)
                    letter = _text[_at++];
            }

            result.Append(letter);
        }

        return Fail("has a \" without its end");
    }

    private string Escaped(bool keepsEscapes)
    {
        _at++;
        var kept = keepsEscapes ? _escape.ToString() : "";
        // At the end it protects nothing.
        return _at == _text.Length ? kept : $"{kept}{_text[_at++]}";
    }

    /// <summary>Blanks behind <c>&lt;&lt;</c> belong to it: the name of a heredoc may stand apart.</summary>
    private string LessThan()
    {
        var start = _at++;
        if (_at < _text.Length && _text[_at] == '<')
        {
            _at++;
            while (_at < _text.Length && _text[_at] is '\t' or '\r' or ' ')
                _at++;
        }

        return _text[start.._at];
    }

    private string Fail(string mistake)
    {
        _mistake ??= mistake;
        _at = _text.Length;
        return "";
    }
}
