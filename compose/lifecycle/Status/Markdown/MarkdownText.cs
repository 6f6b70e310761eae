using System.Buffers;
using System.Globalization;
using System.Text;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>
/// Texts of others as they may stand in Markdown, also in a cell of a table: none of them becomes markup, a link or another line. What would is written as a character
/// reference, which is a letter for every reader of CommonMark and never a delimiter.
/// </summary>
/// <remarks>Format: CommonMark 0.31, "Entity and numeric character references"; GitHub Flavored Markdown, "Tables" and "Autolinks".</remarks>
internal static class MarkdownText
{
    private static readonly SearchValues<char> s_plainCode = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./:_@+- ");
    private static readonly SearchValues<char> s_markup = SearchValues.Create("\\`*_[]|~<>&@#!$");

    /// <summary>In the middle of a line.</summary>
    internal static string Of(string text)
    {
        var written = new StringBuilder(text.Length);
        var line = Printable.Line(text);
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            // At the beginning of a line these are a list, or a heading of what is above.
            if ((s_markup.Contains(letter) && !IsWithinWord(line, at)) || (written.Length == 0 && (letter is '-' or '+' or '=')))
                written.Append(letter switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", _ => string.Create(CultureInfo.InvariantCulture, $"&#{(int)letter};") });
            else
                written.Append(letter);
        }

        // Bare addresses would become links.
        return written.Replace("://", "&#58;//").Replace("www.", "www&#46;").ToString();
    }

    /// <summary>An underscore between letters, as in <c>mirror_tag</c>, is no emphasis.</summary>
    private static bool IsWithinWord(string line, int at) =>
        line[at] is '_' && at > 0 && at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at - 1]) && char.IsAsciiLetterOrDigit(line[at + 1]);

    /// <summary>What people copy, such as a name or a digest: as code where that is safe.</summary>
    internal static string Code(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExcept(s_plainCode) < 0 && text.Trim().Length == text.Length ? $"`{text}`" : Of(text);

    /// <summary>A day.</summary>
    internal static string Day(DateTimeOffset? moment) => moment is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-";

    /// <summary>A moment, to the minute.</summary>
    internal static string Moment(DateTimeOffset? moment) => moment is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "-";
}
