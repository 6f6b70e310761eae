using System.Buffers;
using System.Text.RegularExpressions;

namespace RegistryJanitor.Retention;

/// <summary>What names of tags or repositories are meant: a <see cref="Glob"/>, or a regular expression between slashes.</summary>
/// <remarks>
/// An expression is found anywhere in the name unless it is tied down with <c>^</c> and <c>$</c>. It is .NET's grammar without look-around and
/// back-references, so that matching takes time in proportion to the name: whoever may push a tag cannot stop the janitor by its name.
/// </remarks>
public sealed class NamePattern
{
    // What names of repositories and tags are made of, and the two signs of a glob.
    private static readonly SearchValues<char> s_allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/*?");

    private readonly Regex? _expression;

    private NamePattern(string text, Regex? expression)
    {
        Text = text;
        _expression = expression;
    }

    /// <summary>Every name.</summary>
    public static NamePattern Every { get; } = new("**", expression: null);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>How many groups an expression captures; 0 for a glob.</summary>
    public int GroupCount => _expression is null ? 0 : _expression.GetGroupNumbers().Length - 1;

    /// <summary>Reads a pattern; false with what is wrong with it, as the end of a sentence.</summary>
    public static bool TryParse(string text, out NamePattern? pattern, out string? mistake)
    {
        (pattern, mistake) = (null, null);
        if (text.Length == 0)
        {
            mistake = "is empty; write a name, a glob such as v*, or a regular expression between slashes";
            return false;
        }

        if (text is not ['/', .., '/'] || text.Length < 3)
        {
            if (text.AsSpan().IndexOfAnyExcept(s_allowed) is >= 0 and var at)
            {
                mistake = $"has '{text[at]}', which no name has, so it would match nothing; write several names as a list, and more than * and ? as a regular expression between slashes";
                return false;
            }

            pattern = new NamePattern(text, expression: null);
            return true;
        }

        try
        {
            pattern = new NamePattern(text, new Regex(text[1..^1], RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout));
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            mistake = $"is no regular expression{(wrong is NotSupportedException ? " that can be used: look-around and back-references are not" : $": {wrong.Message.TrimEnd('.')}")}";
            return false;
        }
    }

    /// <summary>Whether a name is meant.</summary>
    public bool Matches(string name) => _expression?.IsMatch(name) ?? Glob.Matches(Text, name);

    /// <summary>What the last group of an expression, most often its only one, captures of a name; null when it is not meant.</summary>
    public string? Capture(string name) => _expression?.Match(name) is { Success: true } match ? match.Groups[match.Groups.Count - 1].Value : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
