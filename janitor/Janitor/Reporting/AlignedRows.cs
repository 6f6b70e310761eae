namespace RegistryJanitor.Reporting;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them.</summary>
internal static class AlignedRows
{
    private const int Gap = 2;

    /// <summary>Writes it; the last column is not padded.</summary>
    /// <param name="heading">The first row.</param>
    /// <param name="rows">The others, of the same length; asked for twice, so that a hundred thousand of them need not be in memory at once.</param>
    /// <param name="output">Where to.</param>
    public static void Write(string[] heading, Func<IEnumerable<string[]>> rows, TextWriter output)
    {
        var widths = Array.ConvertAll(heading, cell => cell.Length);
        foreach (var row in rows())
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        foreach (var row in rows().Prepend(heading))
        {
            for (var column = 0; column < row.Length - 1; column++)
            {
                output.Write(row[column]);
                for (var blank = row[column].Length; blank < widths[column] + Gap; blank++)
                    output.Write(' ');
            }

            output.WriteLine(row[^1]);
        }
    }
}
