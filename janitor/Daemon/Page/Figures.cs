using System.Globalization;

namespace RegistryJanitor.Daemon.Page;

/// <summary>Figures as the page writes them: for people, and exact for whoever reads the page by program.</summary>
public static class Figures
{
    /// <summary>Bytes: <c>&lt;data value="1288490188"&gt;1.2 GiB&lt;/data&gt;</c>; a dash when they are not known.</summary>
    public static Html Bytes(long? bytes) => bytes is { } known ? $"<data value=\"{known}\">{ByteSize.Text(known)}</data>" : Unknown;

    /// <summary>A count: <c>&lt;data value="20000"&gt;20,000&lt;/data&gt;</c>; a dash when it is not known.</summary>
    public static Html Count(long? count) => count is { } known ? $"<data value=\"{known}\">{known.ToString("N0", CultureInfo.InvariantCulture)}</data>" : Unknown;

    /// <summary>A moment, UTC, to the minute.</summary>
    public static Html Moment(DateTimeOffset moment) =>
        $"<time datetime=\"{moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}</time>";

    /// <summary>How long ago, or how far ahead: <c>3 min</c>, <c>1.5 h</c>, <c>2 days</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var length = span.Duration();
        return length switch
        {
            { TotalSeconds: < 1 } => "less than a second",
            { TotalSeconds: < 90 } => Rounded(length.TotalSeconds, "s"),
            { TotalMinutes: < 60 } => Rounded(length.TotalMinutes, "min"),
            { TotalHours: < 48 } => Rounded(length.TotalHours, "h"),
            _ => Rounded(length.TotalDays, "days"),
        };
    }

    private static Html Unknown => $"<span class=\"soft\" title=\"not known yet\">&ndash;</span>";

    /// <summary>Number and unit stay on one line.</summary>
    private static string Rounded(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(value < 10 ? Math.Round(value, 1) : Math.Round(value))}\u00A0{unit}");
}
