using System.Globalization;
using System.Text;

namespace RegistryJanitor.Lifecycle.Notifying.Messages;

/// <summary>Texts no longer than a sink takes them, cut between what people see as letters and never within one.</summary>
internal static class CutText
{
    private const string Rest = "…";

    /// <summary>The whole text as the rule wants it, or its beginning with an ellipsis.</summary>
    /// <param name="text">A <see cref="PlainText"/>.</param>
    /// <param name="longest">At least one ellipsis, in the measure of the rule.</param>
    /// <param name="rule">How it is measured and written.</param>
    internal static string To(string text, int longest, TextRule rule)
    {
        var (written, used, safe) = (new StringBuilder(), 0, 0);
        var room = longest - rule.Measure(Rest);
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var piece = rule.Write(text, at, length);
            used += rule.Measure(piece);
            if (used > longest)
                return $"{written.ToString(0, safe)}{Rest}";
            written.Append(piece);
            if (used <= room)
                safe = written.Length;
            at += length;
        }

        return written.ToString();
    }
}
