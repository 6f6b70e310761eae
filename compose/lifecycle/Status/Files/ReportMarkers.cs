using System.Text;

namespace RegistryJanitor.Lifecycle.Status.Files;

/// <summary>
/// The two lines between which a report stands in a file. What is before the first and behind the second is somebody else's, and stays as it is, byte for byte; where the
/// first line ends as on Windows, so do those of the report. In a block of code the lines are an example, and no place.
/// </summary>
public static class ReportMarkers
{
    /// <summary>The first line.</summary>
    public const string Begin = "<!-- lifecycle status begin -->";

    /// <summary>The last line.</summary>
    public const string End = "<!-- lifecycle status end -->";

    private static readonly byte[] s_mark = [0xef, 0xbb, 0xbf];

    /// <summary>A file that has nothing but the report.</summary>
    public static byte[] Whole(string report) => Encoding.UTF8.GetBytes($"# Image status\n\n{Begin}\n{Framed(report)}{End}\n");

    /// <summary>Whether a text has one of the lines, so that it would end the report early.</summary>
    public static bool AreIn(string text) => Find(Encoding.UTF8.GetBytes(text), isReport: true) is (not [], _) or (_, not []);

    /// <summary>
    /// A file with the report in the place of the one before. Null with the end of a sentence that begins with the file: there is no place, or which is meant cannot be told;
    /// null without one: it has no such lines at all.
    /// </summary>
    /// <param name="file">As it is.</param>
    /// <param name="report">With line feeds, the last line included.</param>
    public static (byte[]? Replaced, string? Mistake) Replace(ReadOnlySpan<byte> file, string report)
    {
        switch (Find(file, isReport: false))
        {
            case ([], []):
                return (null, null);
            case ([var begin], [var end]) when begin.To <= end.From:
                var isWindows = file[..begin.To].EndsWith("\r\n"u8);
                return ([.. file[..begin.To], .. Encoding.UTF8.GetBytes(isWindows ? Framed(report).ReplaceLineEndings("\r\n") : Framed(report)), .. file[end.From..]], null);
            case ([_], []):
                return (null, $"has {Begin} and no line {End} behind it; add that where the report shall end");
            case ([], [_]):
                return (null, $"has {End} and no line {Begin} before it; add that where the report shall begin");
            case ([_], [_]):
                return (null, $"has {End} before {Begin}; put them in their order");
            default:
                return (null, $"has {Begin} or {End} more than once; leave one of each");
        }
    }

    /// <summary>Markdown begins and ends behind an empty line, whatever it is.</summary>
    private static string Framed(string report) => $"\n{report}\n";

    /// <summary>The lines that are markers, each with its line end.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="isReport">Whether it is what stands between them: there a block of code hides nothing, for a report may leave one open.</param>
    private static (IReadOnlyList<(int From, int To)> Begins, IReadOnlyList<(int From, int To)> Ends) Find(ReadOnlySpan<byte> file, bool isReport)
    {
        var fence = CodeFence.None;
        var (begins, ends) = (new List<(int, int)>(), new List<(int, int)>());
        for (var from = file.StartsWith(s_mark) ? s_mark.Length : 0; from < file.Length;)
        {
            var length = file[from..].IndexOf((byte)'\n') is var at and >= 0 ? at + 1 : file.Length - from;
            var line = file.Slice(from, length).Trim(" \t\r\n"u8);
            fence = isReport || begins.Count > ends.Count ? CodeFence.None : fence.After(line);
            if (fence != CodeFence.None)
            {
                from += length;
                continue;
            }

            if (line.SequenceEqual(Encoding.UTF8.GetBytes(Begin)))
                begins.Add((from, from + length));
            else if (line.SequenceEqual(Encoding.UTF8.GetBytes(End)))
                ends.Add((from, from + length));
            from += length;
        }

        return (begins, ends);
    }
}
