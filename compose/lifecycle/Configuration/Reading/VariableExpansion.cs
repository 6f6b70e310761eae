using System.Text;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>
/// <c>$NAME</c> and <c>${NAME}</c> in a value stand for a variable of the environment, <c>$$</c> for a dollar. Every other dollar stays as it is: regular
/// expressions end with one.
/// </summary>
/// <param name="environment">The variables; names are told apart by case.</param>
internal sealed class VariableExpansion(IReadOnlyDictionary<string, string> environment)
{
    // A text of dollars could otherwise stand for gigabytes.
    private const int Longest = 1024 * 1024;

    /// <summary>The text with the values in it; the mistake is the end of a sentence that begins with the key.</summary>
    public (string? Text, string? Mistake) Expand(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return (text, null);
        var expanded = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var (length, name) = VariableAt(text, at);
            if (length == 0)
                return (null, "has '${' without a name and '}' behind it; write ${NAME}, or $$ for a dollar");
            if (name is null)
                expanded.Append(text[at]);
            else if (environment.TryGetValue(name, out var value))
                expanded.Append(value);
            else
                return (null, $"uses ${name}, which is not set; set it, or write $$ for a dollar");
            if (expanded.Length > Longest)
                return (null, "is larger than 1 MiB with its variables in it; see whether they are the right ones");
            at += length;
        }

        return (expanded.ToString(), null);
    }

    /// <summary>A text that <see cref="Expand"/> makes into the given one.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            escaped.Append(text[at]);
            if (text[at] is '$' && at + 1 < text.Length && (text[at + 1] is '$' or '{' || IsFirst(text[at + 1])))
                escaped.Append('$');
        }

        return escaped.ToString();
    }

    /// <summary>How many characters stand for one thing, and for which variable; no name: for the first of them; no character: it is not finished.</summary>
    private static (int Length, string? Name) VariableAt(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest is not ['$', var next, ..])
            return (1, null);
        if (next is '$')
            return (2, null);
        var braced = next is '{';
        if (!braced && !IsFirst(next))
            return (1, null);
        var begin = braced ? 2 : 1;
        var end = begin;
        while (end < rest.Length && (IsFirst(rest[end]) || (end > begin && char.IsAsciiDigit(rest[end]))))
            end++;
        if (braced && (end == begin || end == rest.Length || rest[end] is not '}'))
            return (0, null);
        return (braced ? end + 1 : end, rest[begin..end].ToString());
    }

    private static bool IsFirst(char letter) => char.IsAsciiLetter(letter) || letter is '_';
}
