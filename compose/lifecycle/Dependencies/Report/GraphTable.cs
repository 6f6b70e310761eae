using System.Globalization;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary><c>lifecycle graph</c> for people: a row for everything that an image is built from, then what is wrong, then what could be built.</summary>
public static class GraphTable
{
    /// <summary>Writes it.</summary>
    public static void Write(GraphReport report, TextWriter output)
    {
        var images = report.Order.Waves.SelectMany(wave => wave).Concat(report.Order.Blocked);
        Rows(output, ["IMAGE", "BUILT FROM", "KIND", "WAVE"], images.SelectMany(image => Rows(image, report.Order)));
        if (report.Mistakes.Count > 0)
            output.WriteLine();
        foreach (var mistake in report.Mistakes)
            output.WriteLine(Printable.Line($"{mistake}."));
        if (report.Others.Count == 0)
            return;
        output.WriteLine();
        Rows(output, ["NO ENTRY BUILDS", "BUILT FROM", "KIND"], report.Others.SelectMany(other => Cells($"{other.Origin}", other.Bases)));
    }

    private static IEnumerable<string[]> Rows(GraphImage image, BuildOrder order)
    {
        var wave = order.WaveOf(image)?.ToString(CultureInfo.InvariantCulture) ?? "-";
        return Cells(image.Shown, image.Bases).Select(cells => (string[])[.. cells, wave]);
    }

    private static IEnumerable<string[]> Cells(string name, BaseReading bases)
    {
        foreach (var use in bases.Uses)
            yield return [name, $"{use.Image}", $"{GraphWords.Of(use.Kind)}{(use.IsPinned ? ", pinned" : "")}"];
        if (bases.Uses.Count == 0)
            yield return [name, bases.IsWhole ? "nothing" : "unknown", "-"];
    }

    private static void Rows(TextWriter output, string[] head, IEnumerable<string[]> body)
    {
        string[][] rows = [head, .. body];
        var widths = Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(Printable.Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }
}
