namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>Words between blanks, without a thought for quotes.</summary>
internal static class InstructionWords
{
    private static readonly char[] s_blanks = [' ', '\t', '\v', '\f', '\r'];

    internal static string[] Split(string text) => text.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first word, and what is behind it.</summary>
    internal static (string First, string Behind) SplitFirst(string text)
    {
        var line = text.Trim();
        var blank = line.AsSpan().IndexOfAny(s_blanks);
        return blank < 0 ? (line, "") : (line[..blank], line[blank..].TrimStart(s_blanks));
    }
}
