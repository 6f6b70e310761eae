namespace RegistryJanitor.Dockerfiles.Lines;

/// <summary>
/// The frontend that a Dockerfile wants to be read by. It is looked for before anything is read, with other rules than directives: a line <c>#!</c> may stand first,
/// comments may begin with <c>//</c>, and blanks before them are not allowed.
/// </summary>
/// <param name="Image">Up to the first blank.</param>
/// <param name="Line">From 1.</param>
internal sealed record SyntaxLine(string Image, int Line)
{
    /// <summary>Finds it; null: there is none.</summary>
    internal static SyntaxLine? Find(string text) => Find(text, "#") ?? Find(text, "//");

    private static SyntaxLine? Find(string text, string comment)
    {
        // A line that is too long is no directive, and told where lines are read.
        var lines = new LineCursor(text, new MistakeList());
        var line = lines.Next();
        if (line is ['#', '!', ..])
            line = lines.Next();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (; line is not null && DirectiveLine.Read(line, comment) is { } directive && seen.Add(directive.Name); line = lines.Next())
        {
            if (directive.Name is "syntax")
                return directive.Value.Split(' ')[0] is { Length: > 0 } image ? new SyntaxLine(image, lines.Number) : null;
        }

        return null;
    }
}
