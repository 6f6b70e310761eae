using System.Text;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Status.Files;

/// <summary>The file that a report is kept in. It is written whole, and only when it changes.</summary>
public static class ReportFile
{
    private const long Longest = 16 * 1024 * 1024;

    // What every page of ours has, of whatever version.
    private static readonly byte[] s_page = "<h1>lifecycle <span class=\"badge"u8.ToArray();

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
            var place = Place(path);
            var before = Read(place);
            var (after, mistake) = before is null ? (null, null) : ReportMarkers.Replace(before, report);
            if (mistake is not null)
                return $"{path} {mistake}";
            if (after is null && !replaces && before is not null && before.AsSpan().ContainsAnyExcept(" \t\r\n"u8))
                return $"{path} is there and has no place for the report; add the lines {ReportMarkers.Begin} and {ReportMarkers.End} where it shall stand, or write --replace, which replaces all of it once";
            after ??= ReportMarkers.Whole(report);
            if (before is null || !before.AsSpan().SequenceEqual(after))
                Write(place, after);
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
    /// <param name="replaces">Whether a page that is no report may be replaced.</param>
    public static string? WritePage(string path, string html, bool replaces)
    {
        try
        {
            var place = Place(path);
            if (!replaces && Read(place) is { } before && before.AsSpan().ContainsAnyExcept(" \t\r\n"u8) && before.AsSpan().IndexOf(s_page) < 0)
                return $"{path} is there and is no page of lifecycle; rename it, write --no-html for no page, or --replace, which replaces it once";
            Write(place, Encoding.UTF8.GetBytes(html));
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unwritable(path, refused);
        }
    }

    private static string Unwritable(string path, Exception refused) => $"{path} cannot be written: {Printable.Line(refused.Message.TrimEnd('.'))}; name a file in a directory that is there and may be written";

    /// <summary>The file itself where the path is a link: whoever made the link wants to keep it.</summary>
    private static string Place(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <summary>Whoever may read it goes on to.</summary>
    private static void Write(string place, byte[] content)
    {
        UnixFileMode? mode = File.Exists(place) ? File.GetUnixFileMode(place) : null;
        WholeFile.Write(place, stream =>
        {
            if (mode is { } known)
                File.SetUnixFileMode(((FileStream)stream).SafeFileHandle, known);
            stream.Write(content);
        });
    }

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
