namespace RegistryJanitor.GitMirror.Git;

/// <summary>The end of what a program says on standard error: at most 40 lines of 300 characters, however much a server makes it say.</summary>
public sealed class LastWords
{
    private const int MostLines = 40;
    private const int LongestLine = 300;

    private readonly Queue<string> _lines = new();

    /// <summary>The lines in one, without control characters.</summary>
    public string Text => string.Join(" | ", _lines);

    /// <summary>The line that says what was fatal, or the last one.</summary>
    public string Verdict => _lines.LastOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal) || line.StartsWith("error: ", StringComparison.Ordinal))
        ?? _lines.LastOrDefault() ?? "nothing";

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        // Progress overwrites itself with carriage returns; what a server says may hold anything.
        var printable = string.Concat(line.Take(LongestLine).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        if (printable.Length == 0)
            return;
        _lines.Enqueue(printable);
        if (_lines.Count > MostLines)
            _lines.Dequeue();
    }
}
