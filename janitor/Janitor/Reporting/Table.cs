namespace RegistryJanitor.Reporting;

/// <summary>Rows whose cells stand below each other.</summary>
internal static class Table
{
    /// <summary>Writes the rows, the first of which is the heading; the last column is not padded.</summary>
    public static void Write(IReadOnlyList<string[]> rows, TextWriter output)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))));
    }
}
