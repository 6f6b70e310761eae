using System.Globalization;

namespace RegistryJanitor.Reporting;

/// <summary>Moments, always UTC.</summary>
internal static class TimeText
{
    /// <summary>As a person reads it: <c>2026-11-13 10:00:00Z</c>.</summary>
    public static string ForPeople(DateTimeOffset moment) => moment.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>As RFC 3339 has it, to the second: <c>2026-11-13T10:00:00Z</c>.</summary>
    public static string ForMachines(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
