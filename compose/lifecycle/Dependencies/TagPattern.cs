namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>A tag, or a template of tags: what stands between <c>{</c> and <c>}</c> becomes something, never nothing.</summary>
/// <param name="Text">Such as <c>upstream-{short_sha}</c>.</param>
public sealed record TagPattern(string Text)
{
    /// <summary>Some tag, of which nothing is known.</summary>
    public static TagPattern Any { get; } = new("{tag}");

    /// <summary>Whether it can become a tag.</summary>
    public bool Matches(string tag) => Matches(Text, tag);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> tag)
    {
        var open = pattern.IndexOf('{');
        var close = open < 0 ? -1 : pattern[open..].IndexOf('}');
        if (close < 0)
            return pattern.SequenceEqual(tag);
        if (!tag.StartsWith(pattern[..open], StringComparison.Ordinal))
            return false;
        var rest = pattern[(open + close + 1)..];
        for (var at = open + 1; at <= tag.Length; at++)
        {
            if (Matches(rest, tag[at..]))
                return true;
        }

        return false;
    }
}
