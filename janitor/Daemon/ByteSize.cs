using System.Globalization;

namespace RegistryJanitor.Daemon;

/// <summary>Bytes as people write them: <c>500GiB</c>, <c>1.5TB</c>, <c>1048576</c>. KB, MB, GB, TB are powers of 1000, KiB to TiB of 1024.</summary>
public static class ByteSize
{
    /// <summary>What may be written, for messages.</summary>
    public const string Expected = "bytes, or a number with KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), such as 500GiB";

    private const double Step = 1024;

    private static readonly string[] s_shown = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    private static readonly (string Name, long Bytes)[] s_units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    /// <summary>Reads a size; false for anything else, and beyond 2^62.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var (digits, factor) = (text, 1L);
        foreach (var (name, unit) in s_units)
        {
            if (!text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            (digits, factor) = (text[..^name.Length].TrimEnd(), unit);
            break;
        }

        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > (1L << 62) / factor)
            return false;
        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>One decimal, in the largest unit of 1024 of which there is at least one: <c>1.2 GiB</c>.</summary>
    /// <param name="bytes">0 or more.</param>
    public static string Text(long bytes)
    {
        if (bytes < Step)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        var (value, unit) = (bytes / Step, 0);

        // From 1023.95 on it would read 1024.0.
        for (; value >= Step - 0.05 && unit < s_shown.Length - 1; unit++)
            value /= Step;
        return string.Create(CultureInfo.InvariantCulture, $"{value:F1} {s_shown[unit]}");
    }
}
