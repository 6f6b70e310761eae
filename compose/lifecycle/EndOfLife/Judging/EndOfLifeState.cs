namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>How near an image is to its end of life; later ones are worse.</summary>
public enum EndOfLifeState
{
    /// <summary>It goes on.</summary>
    Ok,

    /// <summary>It ends within the days of warning.</summary>
    Warning,

    /// <summary>It ends within the critical days.</summary>
    Critical,

    /// <summary>It has ended.</summary>
    Expired,

    /// <summary>Nobody knows, which is never <see cref="Ok"/>: no cycle fits, or nothing is known of it.</summary>
    Unknown,
}
