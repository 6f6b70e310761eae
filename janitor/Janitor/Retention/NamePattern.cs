using System.Text.RegularExpressions;

namespace RegistryJanitor.Retention;

/// <summary>What names of tags or repositories are meant: a <see cref="Glob"/>, or a regular expression between slashes.</summary>
/// <remarks>
/// An expression is found anywhere in the name unless it is tied down with <c>^</c> and <c>$</c>. It is .NET's grammar; one that takes longer than a
/// second for a name ends the pass rather than to say that the name is not meant.
/// </remarks>
public sealed class NamePattern
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

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
            pattern = new NamePattern(text, expression: null);
            return true;
        }

        try
        {
            pattern = new NamePattern(text, new Regex(text[1..^1], RegexOptions.CultureInvariant, s_patience));
            return true;
        }
        catch (ArgumentException wrong)
        {
            mistake = $"is no regular expression: {wrong.Message.TrimEnd('.')}";
            return false;
        }
    }

    /// <summary>Whether a name is meant.</summary>
    /// <exception cref="RegexMatchTimeoutException">The expression takes too long for this name.</exception>
    public bool Matches(string name) => _expression?.IsMatch(name) ?? Glob.Matches(Text, name);

    /// <summary>What the first group of an expression captures of a name; null when it is not meant.</summary>
    /// <exception cref="RegexMatchTimeoutException">The expression takes too long for this name.</exception>
    public string? Capture(string name) => _expression?.Match(name) is { Success: true } match ? match.Groups[1].Value : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
