using System.Text;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>What <c>${x#p}</c>, <c>${x%p}</c> and <c>${x/p/r}</c> do.</summary>
internal static class DockerfilePatterns
{
    internal static string WithoutStart(string text, string pattern, bool longest)
    {
        foreach (var length in Lengths(text.Length, longest))
        {
            if (Glob.IsMatch(pattern, text.AsSpan(0, length)))
                return text[length..];
        }

        return text;
    }

    internal static string WithoutEnd(string text, string pattern, bool longest)
    {
        foreach (var length in Lengths(text.Length, longest))
        {
            if (Glob.IsMatch(pattern, text.AsSpan(text.Length - length)))
                return text[..^length];
        }

        return text;
    }

    internal static string Replaced(string text, string pattern, string replacement, bool all)
    {
        var result = new StringBuilder();
        var replaced = false;
        for (var at = 0; at < text.Length;)
        {
            var length = replaced && !all ? 0 : LongestAt(text.AsSpan(at), pattern);
            replaced |= length > 0;
            if (length > 0)
                result.Append(replacement);
            else
                result.Append(text[at]);
            at += Math.Max(length, 1);
        }

        return result.ToString();
    }

    private static int LongestAt(ReadOnlySpan<char> text, string pattern)
    {
        for (var length = text.Length; length > 0; length--)
        {
            if (Glob.IsMatch(pattern, text[..length]))
                return length;
        }

        return 0;
    }

    private static IEnumerable<int> Lengths(int most, bool longest)
    {
        for (var at = 0; at <= most; at++)
            yield return longest ? most - at : at;
    }
}
