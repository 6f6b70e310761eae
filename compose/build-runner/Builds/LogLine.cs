using System.Text;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Makes a line of a child fit to be shown: no colours, no cursor that moves, nothing that writes from right to left.</summary>
internal static class LogLine
{
    private const char Escape = '\e';

    /// <summary>The same line.</summary>
    public static string Clean(string line)
    {
        if (line.All(IsPlain))
            return line;
        var text = new StringBuilder(line.Length);
        // What follows a carriage return was meant to be written over what is before it.
        for (var at = line.TrimEnd('\r').LastIndexOf('\r') + 1; at < line.Length; at++)
        {
            if (line[at] == Escape)
                at = EndOfSequence(line, at);
            else if (line[at] == '\t' || IsPlain(line[at]))
                text.Append(line[at]);
        }

        return text.ToString();
    }

    private static bool IsPlain(char letter) =>
        !char.IsControl(letter) && letter is not ((>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\ufeff');

    /// <summary>The last character of an escape sequence (ECMA-48): CSI up to its final byte, OSC up to BEL or ESC \, else one character.</summary>
    private static int EndOfSequence(string line, int escape)
    {
        var end = escape + 1;
        if (end >= line.Length)
            return escape;
        if (line[end] is '[')
        {
            do
                end++;
            while (end < line.Length && line[end] is not (>= '@' and <= '~'));
        }
        else if (line[end] is ']')
        {
            do
                end++;
            while (end < line.Length && line[end] is not ('\a' or '\\'));
        }

        return end;
    }
}
