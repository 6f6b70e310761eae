namespace RegistryJanitor.Retention;

/// <summary>
/// A pattern as in a shell: <c>*</c> is any run of characters but <c>/</c>, <c>**</c> any run at all, <c>?</c> one character but <c>/</c>. All else
/// is itself; case counts. <c>team/*</c> is <c>team/app</c> and not <c>team/app/cache</c>; <c>team/**</c> is both.
/// </summary>
public static class Glob
{
    private const int LongestOnStack = 1024;

    /// <summary>Whether the whole of a text is what a pattern says. Time grows with the product of the two lengths, whatever the pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // By characters of the text: whether what was read of the pattern so far can be all of it up to there.
        Span<bool> before = text.Length < LongestOnStack ? stackalloc bool[text.Length + 1] : new bool[text.Length + 1];
        Span<bool> after = text.Length < LongestOnStack ? stackalloc bool[text.Length + 1] : new bool[text.Length + 1];
        before[0] = true;
        for (var i = 0; i < pattern.Length; i++)
        {
            var deep = pattern[i..].StartsWith("**");
            var star = pattern[i] == '*';
            after[0] = star && before[0];
            for (var j = 1; j <= text.Length; j++)
            {
                var letter = text[j - 1];
                after[j] = star
                    ? before[j] || (after[j - 1] && (deep || letter != '/'))
                    : before[j - 1] && (pattern[i] == letter || (pattern[i] == '?' && letter != '/'));
            }

            var done = before;
            before = after;
            after = done;
            if (deep)
                i++;
        }

        return before[text.Length];
    }
}
