namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Who knows ends of life.</summary>
public enum EndOfLifeProvider
{
    /// <summary><c>endoflife</c>: https://endoflife.date, or what stands in its place (<c>LIFECYCLE_EOL_URL</c>).</summary>
    EndOfLifeDate,

    /// <summary><c>local</c>: the data file alone; nothing is asked for.</summary>
    Local,
}
