namespace RegistryJanitor.Daemon;

/// <summary>Texts of others as they may stand in a line that people read.</summary>
public static class Printable
{
    private const string Scheme = "://";

    /// <summary>
    /// A text without control characters (a terminal obeys them) and without what may be a secret of an address: of <c>https://me:secret@host/x?token=y</c> there is
    /// left <c>https://***</c>, and of <c>me:secret@host</c> <c>***</c>. What stands before <c>@</c> is a name and a password, and behind <c>?</c> and <c>#</c> people write tokens.
    /// </summary>
    public static string Of(string text)
    {
        var scheme = text.IndexOf(Scheme, StringComparison.Ordinal);
        var (begins, marks) = scheme < 0 ? (text.IndexOf(':', StringComparison.Ordinal) + 1, "@") : (scheme + Scheme.Length, "@?#");
        return Line(begins > 0 && text.AsSpan(begins).ContainsAny(marks) ? $"{text[..(scheme < 0 ? 0 : begins)]}***" : text);
    }

    /// <summary>A text with <c>?</c> in place of every control character, and of those that turn the direction of writing.</summary>
    public static string Line(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\u007f', '\u009f') || text.Any(IsTurn)
        ? string.Create(text.Length, text, static (shown, text) =>
        {
            for (var at = 0; at < shown.Length; at++)
                shown[at] = char.IsControl(text[at]) || IsTurn(text[at]) ? '?' : text[at];
        })
        : text;

    /// <summary>The same, and of a text that is longer than <paramref name="longest"/> letters only its beginning.</summary>
    public static string Line(string text, int longest) => text.Length <= longest ? Line(text) : $"{Line(text[..longest])}...";

    private static bool IsTurn(char letter) => letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
