namespace RegistryJanitor.Reporting;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them.</summary>
internal static class AlignedRows
{
    private const int Gap = 2;

    /// <summary>Writes it; the last column is not padded.</summary>
    /// <param name="heading">The first row.</param>
    /// <param name="rows">The others, of the same length; asked for twice, so that a hundred thousand of them need not be in memory at once.</param>
    /// <param name="output">Where to.</param>
    /// <param name="screen">What that is; null for a file.</param>
    /// <param name="painted">The column of words that have colours; -1 for none.</param>
    /// <param name="numbers">The columns that are flush right.</param>
    public static void Write(
        string[] heading, Func<IEnumerable<string[]>> rows, TextWriter output, Screen? screen = null, int painted = -1, params int[] numbers)
    {
        screen ??= Screen.None;
        var widths = Array.ConvertAll(heading, cell => cell.Length);
        foreach (var row in rows())
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        var before = widths[..^1].Sum() + (Gap * (widths.Length - 1));
        var last = Array.IndexOf(numbers, widths.Length - 1) >= 0 ? int.MaxValue : Math.Max(1, screen.Width - before);
        foreach (var row in rows().Prepend(heading))
        {
            for (var column = 0; column < row.Length; column++)
            {
                var cell = column == row.Length - 1 && row[column].Length > last ? $"{row[column][..(last - 1)]}…" : row[column];
                var isNumber = Array.IndexOf(numbers, column) >= 0;
                if (isNumber)
                    Blanks(widths[column] - cell.Length, output);
                output.Write(column == painted ? screen.Painted(cell) : cell);
                if (column < row.Length - 1)
                    Blanks((isNumber ? 0 : widths[column] - cell.Length) + Gap, output);
            }

            output.WriteLine();
        }
    }

    private static void Blanks(int count, TextWriter output)
    {
        for (; count > 0; count--)
            output.Write(' ');
    }
}
