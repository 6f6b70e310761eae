using System.Text.RegularExpressions;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>A regular expression for tags. It matches anywhere in a tag: <c>^</c> and <c>$</c> hold it to the whole.</summary>
public sealed record TagExpression
{
    private const int Longest = 1000;

    // Only what the engine without backtracking does not know can take long: back references, look-arounds.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Regex _expression;

    private TagExpression(string text, Regex expression)
    {
        Text = text;
        _expression = expression;
    }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>How many groups it captures.</summary>
    public int Groups => _expression.GetGroupNumbers().Length - 1;

    /// <summary>Whether it matches a tag.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took longer than a second.</exception>
    public bool Matches(string tag) => _expression.IsMatch(tag);

    /// <summary>What its first group captures; null: it does not match, or the group is empty.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took longer than a second.</exception>
    public string? Capture(string tag) => _expression.Match(tag) is { Success: true } match && match.Groups[1].Value is { Length: > 0 } value ? value : null;

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (TagExpression? Expression, string? Mistake) Read(string text)
    {
        if (text.Length > Longest)
            return (null, "is longer than 1000 characters; write a shorter one");
        try
        {
            return (new TagExpression(text, Compile(text)), null);
        }
        catch (RegexParseException wrong)
        {
            return (null, $"is no regular expression: {wrong.Error} at character {wrong.Offset}; correct it, or write tag for one tag");
        }
    }

    /// <inheritdoc />
    public bool Equals(TagExpression? other) => other is not null && Text.Equals(other.Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static Regex Compile(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, s_patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(text, RegexOptions.CultureInvariant, s_patience);
        }
    }
}
