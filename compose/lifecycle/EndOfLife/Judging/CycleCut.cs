using System.Text.RegularExpressions;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>Cuts from a tag what names its cycle.</summary>
public static class CycleCut
{
    /// <summary>
    /// <c>3.21</c> of <c>3.21.3</c>, <c>1.22</c> of <c>1.22.3-alpine3.21</c>; of a tag that begins with a word that word, which may be a codename:
    /// <c>bookworm</c> of <c>bookworm-slim</c>. Null with the end of a sentence that begins with the tag: there is nothing to cut.
    /// </summary>
    public static (string? Cut, string? WhyNot) Of(CycleExtraction extraction, string tag)
    {
        switch (extraction)
        {
            case CycleExtraction.Numbers { Count: var count }:
                return (Version(tag, count) ?? Word(tag)) is { } cut ? (cut, null) : (null, "begins neither with a version nor with a name");
            case CycleExtraction.Captured { Expression: var expression }:
                try
                {
                    return expression.Capture(tag) is { } captured ? (captured, null) : (null, $"is not matched by extract: /{expression}/");
                }
                catch (RegexMatchTimeoutException)
                {
                    return (null, $"takes longer than a second with extract: /{expression}/; write it without look-arounds and back references");
                }

            default:
                return (tag, null);
        }
    }

    /// <summary>The first numbers of the version that a text begins with, with or without <c>v</c>; as many as there are where there are fewer. Null: it begins with none.</summary>
    public static string? Version(string text, int count)
    {
        var begin = text is ['v' or 'V', var first, ..] && char.IsAsciiDigit(first) ? 1 : 0;
        var (at, end) = (begin, begin);
        for (var taken = 0; taken < count; taken++)
        {
            var digits = Digits(text, at);
            if (digits == 0)
                break;
            end = at + digits;
            if (end >= text.Length || text[end] != '.')
                break;
            at = end + 1;
        }

        return end > begin ? text[begin..end] : null;
    }

    private static int Digits(string text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - from;
    }

    private static string? Word(string tag)
    {
        var end = 0;
        while (end < tag.Length && char.IsAsciiLetter(tag[end]))
            end++;
        return end > 0 && (end == tag.Length || !char.IsAsciiDigit(tag[end])) ? tag[..end] : null;
    }
}
