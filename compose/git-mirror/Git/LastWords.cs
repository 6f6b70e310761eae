namespace RegistryJanitor.GitMirror.Git;

/// <summary>The end of what a program says on standard error: at most 40 lines of 300 characters, however much a server makes it say.</summary>
/// <param name="clean">Takes secrets out of a text before anybody reads it.</param>
public sealed class LastWords(Func<string, string>? clean = null)
{
    private const int MostLines = 40;
    private const int LongestLine = 300;

    private readonly Queue<(string Raw, string Shown)> _lines = new();

    /// <summary>Whom it spoke to; null: nobody.</summary>
    public RemoteSide? Remote { get; init; }

    /// <summary>The lines in one, without control characters and secrets.</summary>
    public string Text => string.Join(" | ", _lines.Select(line => line.Shown));

    /// <summary>The line that says what was fatal, or the last one.</summary>
    public string Verdict => _lines.LastOrDefault(line => line.Raw.StartsWith("fatal: ", StringComparison.Ordinal) || line.Raw.StartsWith("error: ", StringComparison.Ordinal)).Shown
        ?? _lines.LastOrDefault().Shown ?? "nothing";

    /// <summary>The lines as they were said, to be understood and not shown: a short password can be part of git's own words.</summary>
    internal IEnumerable<string> Raw => _lines.Select(line => line.Raw);

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        var raw = Printable(line);
        if (raw.Length == 0)
            return;
        _lines.Enqueue((raw, clean is null ? raw : Printable(clean(line))));
        if (_lines.Count > MostLines)
            _lines.Dequeue();
    }

    // Progress overwrites itself with carriage returns; what a server says may hold anything.
    private static string Printable(string line) => string.Concat(line.Take(LongestLine).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
}
