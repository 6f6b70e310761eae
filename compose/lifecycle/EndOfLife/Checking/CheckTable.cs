using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>A check for people: a row for each image, and below the table why it is not well.</summary>
public static class CheckTable
{
    /// <summary>Writes it.</summary>
    public static void Write(EndOfLifeCheck check, TextWriter output)
    {
        string[][] rows = [["IMAGE", "TAG", "PRODUCT", "CYCLE", "END OF LIFE", "DAYS", "STATE", "LATEST", "SOURCE"], .. check.Rows.Select(Cells)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(Printable.Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));

        string[] said = [.. check.Rows.Where(row => row.Verdict is { State: not EndOfLifeState.Ok }).Select(row => $"{row.Image.Name}{(row.Image.Tag is { } tag ? $":{tag}" : "")}: {row.Verdict!.Reason}."), .. check.Notices.Select(notice => $"{notice}.")];
        if (said.Length > 0)
            output.WriteLine();
        foreach (var sentence in said)
            output.WriteLine(Printable.Line(sentence));
    }

    private static string[] Cells(CheckRow row) => row.Verdict is not { } verdict
        ? [row.Image.Name, row.Image.Tag ?? "-", "-", "-", "-", "-", "not watched", "-", "-"]
        :
        [
            row.Image.Name,
            row.Image.Tag ?? "-",
            verdict.Product,
            verdict.Cycle ?? (row.Image.Tag is null ? "-" : "unmapped"),
            verdict.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-",
            verdict.DaysLeft?.ToString(CultureInfo.InvariantCulture) ?? "-",
            StateWords.Of(verdict.State),
            verdict.Latest ?? "-",
            verdict.Source is EndOfLifeSource.None ? "-" : StateWords.Of(verdict.Source),
        ];
}
