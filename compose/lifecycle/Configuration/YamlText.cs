using System.Globalization;
using System.Text;
using RegistryJanitor.Lifecycle.Configuration.Reading;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Writes sections, lists and values as YAML, in the order in which they come. What has no value is left out.</summary>
internal sealed class YamlText
{
    private const string Indent = "  ";

    // Words that YAML, or an older reader of it, takes for something else than a text.
    private static readonly string[] s_special = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

    private readonly StringBuilder _text = new();
    private string _indent = "";
    private string _first = "";

    /// <summary>A value; null: none.</summary>
    public void Value<T>(string key, T? value)
    {
        if (value is null)
            return;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        if (IsParagraph(text))
            Paragraph(key, VariableExpansion.Escape(text));
        else
            Line($"{key}: {Scalar(text, value is int)}");
    }

    /// <summary>A yes or no.</summary>
    public void Switch(string key, bool value) => Line($"{key}: {(value ? "true" : "false")}");

    /// <summary>A list on one line; empty: none.</summary>
    public void List<T>(string key, IReadOnlyList<T> values)
    {
        if (values.Count > 0)
            Line($"{key}: [{string.Join(", ", values.Select(value => Scalar($"{value}", bare: false)))}]");
    }

    /// <summary>A section.</summary>
    public void Section(string key, Action<YamlText> write)
    {
        Line($"{key}:");
        Deeper(Indent, () => write(this));
    }

    /// <summary>A list of sections; empty: none.</summary>
    public void Entries<T>(string key, IReadOnlyList<T> entries, Action<YamlText, T> write)
    {
        if (entries.Count == 0)
            return;
        Line($"{key}:");
        Deeper(Indent, () =>
        {
            foreach (var entry in entries)
            {
                _first = "- ";
                Deeper(Indent, () => write(this, entry));
            }
        });
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private void Deeper(string by, Action write)
    {
        _indent += by;
        write();
        _indent = _indent[..^by.Length];
    }

    private void Line(string line)
    {
        _text.Append(_indent.AsSpan(0, _indent.Length - _first.Length)).Append(_first).Append(line).Append('\n');
        _first = "";
    }

    /// <summary>Whole lines that YAML keeps as they are.</summary>
    private static bool IsParagraph(string text) =>
        text.Length > 1 && text[^1] is '\n' && text[^2] is not '\n' && text[0] is not (' ' or '\n') && text.All(letter => letter is '\n' || !char.IsControl(letter));

    private void Paragraph(string key, string text)
    {
        Line($"{key}: |");
        Deeper(Indent, () =>
        {
            foreach (var line in text[..^1].Split('\n'))
            {
                if (line.Length > 0)
                    Line(line);
                else
                    _text.Append('\n');
            }
        });
    }

    private static string Scalar(string text, bool bare)
    {
        // What is read again is expanded again.
        var escaped = VariableExpansion.Escape(text);
        if (bare || IsPlain(escaped))
            return escaped;
        return escaped.Any(char.IsControl) ? Quoted(escaped) : $"'{escaped.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Begins with a letter and has nothing in it that means something to YAML; all else, also every number, is quoted.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-' || (letter is ':' && text[^1] is not ':'))
        && !s_special.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
