using System.Text;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Notifying.Messages;

/// <summary>Texts of others as one line of a message: valid Unicode, without control characters and without what turns the direction of writing.</summary>
internal static class PlainText
{
    /// <summary>The text as such a line. Line breaks become blanks.</summary>
    internal static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        // Half a pair comes out as U+FFFD.
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            line.Append(rune.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029 ? " " : rune.ToString());
        return Printable.Line(line.ToString());
    }
}
