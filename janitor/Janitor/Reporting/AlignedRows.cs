namespace RegistryJanitor.Reporting;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them.</summary>
internal static class AlignedRows
{
    /// <summary>Writes it; the last column is not padded.</summary>
    /// <param name="rows">The heading first; all of the same length.</param>
    /// <param name="output">Where to.</param>
    public static void Write(List<string[]> rows, TextWriter output)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))));
    }
}
