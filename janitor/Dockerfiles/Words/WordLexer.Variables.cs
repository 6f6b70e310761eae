using System.Text;

namespace RegistryJanitor.Dockerfiles.Words;

/// <content><c>$x</c> and every form of <c>${x}</c>.</content>
internal sealed partial class WordLexer
{
    private const string Unknown = "without its }, or with something unknown behind the name";

    private char? Peek() => _at < _text.Length ? _text[_at] : null;

    private string Variable(int depth)
    {
        _at++;
        if (Peek() is not '{')
        {
            var plain = Name();
            return plain.Length == 0 ? "$" : _value(plain) ?? (_mode.Unset ? $"${plain}" : "");
        }

        _at++;
        if (Peek() is null or '{' or '}' or ':')
            return Fail("has ${ without a name behind it");
        var name = Name();
        if (depth >= DockerfileLimits.MostNested)
            return Fail($"nests more than {DockerfileLimits.MostNested} variables");
        var modifier = Peek();
        _at++;
        switch (modifier)
        {
            case '}':
                return _value(name) ?? (_mode.Unset ? $"${{{name}}}" : "");
            case ':':
                var second = Peek();
                _at++;
                return second is '-' or '+' or '?' ? Choice(name, second.Value, emptyIsUnset: true, depth) : Fail($"has ${{{DockerfileMistake.Shown(name)} {Unknown}");
            case '-' or '+' or '?':
                return Choice(name, modifier.Value, emptyIsUnset: false, depth);
            case '#' or '%':
                return Cut(name, modifier.Value, depth);
            case '/':
                return Replaced(name, depth);
            default:
                return Fail($"has ${{{DockerfileMistake.Shown(name)} {Unknown}");
        }
    }

    /// <summary><c>-</c> another value, <c>+</c> a value in place of one, <c>?</c> a value or a mistake.</summary>
    private string Choice(string name, char modifier, bool emptyIsUnset, int depth)
    {
        var word = Until('}', keepsEscapes: false, null, depth + 1);
        var value = _value(name);
        if (_mistake is not null)
            return "";
        if (value is null && _mode.Unset)
            return $"${{{name}{(emptyIsUnset ? ":" : "")}{modifier}{word}}}";
        var isUnset = emptyIsUnset ? string.IsNullOrEmpty(value) : value is null;
        return (modifier, isUnset) switch
        {
            ('-', true) => word,
            ('+', true) => "",
            ('+', false) => word,
            ('?', true) => Fail($"wants the variable {DockerfileMistake.Shown(name)}{(word.Length > 0 ? $": {DockerfileMistake.Shown(word)}" : "")}"),
            _ => value!,
        };
    }

    /// <summary>Without its beginning (<c>#</c>) or its end (<c>%</c>); the longest such where the sign is doubled.</summary>
    private string Cut(string name, char modifier, int depth)
    {
        var word = Until('}', keepsEscapes: true, null, depth + 1);
        var value = _value(name);
        if (_mistake is not null)
            return "";
        if (value is null && _mode.Unset)
            return $"${{{name}{modifier}{word}}}";
        var isLongest = word.StartsWith(modifier);
        var pattern = Pattern.Read(isLongest ? word[1..] : word);
        if (pattern is null)
            return NoPattern(word);
        value ??= "";
        if (!_effort.Spend(pattern.Cost(value, isRepeated: false)))
            return TooMuch();
        return modifier == '#' ? pattern.WithoutStart(value, isLongest) : pattern.WithoutEnd(value, isLongest);
    }

    private string Replaced(string name, int depth)
    {
        var isAll = Peek() is '/';
        if (isAll)
            _at++;
        var word = Until('/', keepsEscapes: true, null, depth + 1);
        var replacement = Until('}', keepsEscapes: true, null, depth + 1);
        var value = _value(name);
        if (_mistake is not null)
            return "";
        if (value is null && _mode.Unset)
            return $"${{{name}/{word}/{replacement}}}";
        if (Pattern.Read(word) is not { } pattern)
            return NoPattern(word);
        value ??= "";
        if (!_effort.Spend(pattern.Cost(value, isRepeated: true) + ((value.Length + 1L) * (isAll ? replacement.Length : 1))))
            return TooMuch();
        return pattern.Replaced(value, replacement, isAll);
    }

    private string NoPattern(string word) => Fail($"has the pattern {DockerfileMistake.Shown(word)}, in which \\ protects something else than *, ?, \\, / and }}");

    private string TooMuch() => Fail("puts patterns to values that are too long for it");

    /// <summary>All digits; or one special letter; or letters, digits and <c>_</c>.</summary>
    private string Name()
    {
        var start = _at;
        if (Peek() is { } first && char.IsDigit(first))
        {
            while (Peek() is { } digit && char.IsDigit(digit))
                _at++;
        }
        else if (Peek() is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _at++;
        }
        else
        {
            while (Peek() is { } letter && (char.IsLetterOrDigit(letter) || letter == '_' || (char.IsHighSurrogate(letter) && Rune.TryGetRuneAt(_text, _at, out var rune) && Rune.IsLetter(rune))))
                _at += char.IsHighSurrogate(letter) ? 2 : 1;
        }

        return _text[start..Math.Min(_at, _text.Length)];
    }
}
