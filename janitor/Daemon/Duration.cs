using System.Globalization;

namespace RegistryJanitor.Daemon;

/// <summary>A time as people write it: <c>90s</c>, <c>30m</c>, <c>72h</c>, <c>30d</c>, <c>2w</c>. Whole numbers, one unit.</summary>
public static class Duration
{
    /// <summary>What may be written, for messages.</summary>
    public const string Expected = "a whole number with a unit: s, m, h, d or w, such as 72h or 30d";

    // Longer ones are mistakes, and moments that far back cannot be written.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366 * 1000.0);

    /// <summary>Reads one; false for anything else, and beyond a thousand years.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var unit = text.Length > 1 ? UnitOf(text[^1]) : null;
        if (unit is not { } seconds || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        if (count > s_longest.TotalSeconds / seconds)
            return false;
        duration = TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    /// <summary>In the biggest unit that needs no fraction, days at most: <c>72h</c> is <c>3d</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        foreach (var unit in (ReadOnlySpan<char>)['d', 'h', 'm'])
        {
            if (seconds != 0 && seconds % UnitOf(unit) == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{seconds / UnitOf(unit)}{unit}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
    }

    private static long? UnitOf(char letter) => letter switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 604_800,
        _ => null,
    };
}
