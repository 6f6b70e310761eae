namespace RegistryJanitor.Lifecycle.Builds;

/// <summary><c>lifecycle builds</c> for people: a row for each build, and below what was asked for and what is wrong.</summary>
public static class BuildsTable
{
    private const int ShortCommit = 12;

    /// <summary>Writes it.</summary>
    /// <param name="found">By a look.</param>
    /// <param name="asking">How a request is announced, such as <c>asked for</c>; null: requests are not told of.</param>
    /// <param name="output">Where.</param>
    public static void Write(IReadOnlyList<LookedAt> found, string? asking, TextWriter output)
    {
        string[][] rows =
        [
            ["BUILD", "IMAGE", "MIRROR", "COMMIT", "REQUEST", "STATE"],
            .. found.Select(one => new[] { one.Build.Name, one.Build.Image.Name, one.Build.Mirror, one.Commit?[..ShortCommit] ?? "-", one.Id ?? "-", one.Word }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        foreach (var one in found)
        {
            if (one.HasAsked && asking is not null)
                output.WriteLine($"\n{one.Build.Name}: {asking} {one.Why}.");
            else if (one.Trouble || one.Commit is null)
                output.WriteLine($"\n{one.Build.Name}: {one.Why}.");
        }
    }
}
