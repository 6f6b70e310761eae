using System.Text;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Status.Files;

/// <summary>The file that a report is kept in. It is written whole, and only when it changes.</summary>
public static class ReportFile
{
    private const long Longest = 16 * 1024 * 1024;

    /// <summary>Puts the report into it; the mistake is a sentence without its stop, and the file is then as it was.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="report">Markdown.</param>
    /// <param name="replaces">Whether a file that has no place for it may be replaced whole.</param>
    public static string? Write(string path, string report, bool replaces)
    {
        if (ReportMarkers.AreIn(report))
            return $"status.client_zone has a line {ReportMarkers.Begin} or {ReportMarkers.End}, between which the report stands; take it out";
        try
        {
            var before = Read(path);
            var (after, mistake) = before is null ? (null, null) : ReportMarkers.Replace(before, report);
            if (mistake is not null)
                return $"{path} {mistake}";
            if (after is null && !replaces && before is not null && before.AsSpan().ContainsAnyExcept(" \t\r\n"u8))
                return $"{path} is there and has no place for the report; add the lines {ReportMarkers.Begin} and {ReportMarkers.End} where it shall stand, or write --replace, which replaces all of it once";
            after ??= ReportMarkers.Whole(report);
            if (before is null || !before.AsSpan().SequenceEqual(after))
                WholeFile.Write(path, after);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unwritable(path, refused);
        }
    }

    /// <summary>Puts a page beside it, in the place of the one before; the mistake is a sentence without its stop.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="html">The page.</param>
    public static string? WritePage(string path, string html)
    {
        try
        {
            WholeFile.Write(path, Encoding.UTF8.GetBytes(html));
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unwritable(path, refused);
        }
    }

    private static string Unwritable(string path, Exception refused) => $"{path} cannot be written: {Printable.Line(refused.Message.TrimEnd('.'))}; name a file in a directory that is there and may be written";

    private static byte[]? Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Longest })
                throw new IOException("it is longer than 16 MiB, which no report is");
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
