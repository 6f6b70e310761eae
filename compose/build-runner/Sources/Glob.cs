namespace RegistryJanitor.BuildRunner.Sources;

/// <summary><c>*</c> and <c>?</c>, as shells have them inside of one name.</summary>
internal static class Glob
{
    internal static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, star, mark) = (0, -1, 0);
        for (var position = 0; position < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, position);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[position]))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
