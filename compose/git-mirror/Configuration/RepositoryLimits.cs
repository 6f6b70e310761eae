using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>How large repositories may become, and how often they are looked after.</summary>
/// <param name="MostBytes">Of one mirror, with its large files.</param>
/// <param name="LeastFree">Bytes that stay free on the disk that holds the mirrors.</param>
/// <param name="MaintenanceEvery">Between two repackings of a mirror; null: never.</param>
public sealed record RepositoryLimits(long MostBytes, long LeastFree, TimeSpan? MaintenanceEvery)
{
    private const long GiB = 1L << 30;

    /// <summary>No limit, no maintenance.</summary>
    public static RepositoryLimits None { get; } = new(long.MaxValue, 0, null);

    /// <summary>Reads <c>MIRROR_MAX_BYTES</c>, <c>MIRROR_MIN_FREE_BYTES</c> and <c>MIRROR_MAINTENANCE_DAYS</c>.</summary>
    public static RepositoryLimits Read(SettingsReader read)
    {
        var days = read.Number("MIRROR_MAINTENANCE_DAYS", 7, 0, 366);
        return new RepositoryLimits(
            read.Bytes("MIRROR_MAX_BYTES") is { } most and > 0 ? most : long.MaxValue,
            read.Bytes("MIRROR_MIN_FREE_BYTES") ?? GiB,
            days == 0 ? null : TimeSpan.FromDays(days));
    }
}
