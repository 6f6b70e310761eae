using System.Text;

namespace RegistryJanitor.Dockerfiles.Lines;

/// <summary>Joins lines that continue each other, and leaves comments out.</summary>
/// <param name="lines">Where they come from; heredocs are taken from there as well.</param>
/// <param name="directives">Which letter continues a line.</param>
/// <param name="mistakes">What is wrong with directives.</param>
internal sealed class LogicalLines(LineCursor lines, Directives directives, MistakeList mistakes)
{
    /// <summary>Takes the next one; null: there is none.</summary>
    internal LogicalLine? Next()
    {
        while (lines.Next() is { } line)
        {
            var first = line.TrimStart();
            if (directives.Take(first) is { } mistake)
                mistakes.Add(lines.Number, mistake);
            if (first.Length == 0 || IsComment(first))
                continue;
            var number = lines.Number;
            if (Joined(first).Trim() is { Length: > 0 } text)
                return new LogicalLine(number, text);
        }

        return null;
    }

    private static bool IsComment(string line) => line.AsSpan().TrimStart().StartsWith("#");

    private string Joined(string first)
    {
        var (more, part) = Continues(first);
        if (!more)
            return part;
        var text = new StringBuilder(part);
        while (more && lines.Next() is { } line)
        {
            // Deprecated, and everywhere: comments and empty lines inside of a continued instruction.
            if (IsComment(line) || string.IsNullOrWhiteSpace(line))
                continue;
            (more, part) = Continues(line);
            text.Append(part);
        }

        return text.ToString();
    }

    /// <summary>An escape at the end, blanks behind it or none, continues a line; an escaped escape does not.</summary>
    private (bool More, string Part) Continues(string line)
    {
        var shown = line.AsSpan().TrimEnd(" \t");
        var more = shown.Length > 0 && shown[^1] == directives.Escape && !(shown.Length > 1 && shown[^2] == directives.Escape);
        return more ? (true, shown[..^1].ToString()) : (false, line);
    }
}
