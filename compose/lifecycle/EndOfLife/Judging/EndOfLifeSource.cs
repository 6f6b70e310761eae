namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>Who says when something ends.</summary>
public enum EndOfLifeSource
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The data file.</summary>
    File,

    /// <summary>What this program brings with it: <see cref="Data.BundledData"/>.</summary>
    Bundled,

    /// <summary><c>lifecycle.overrides</c>.</summary>
    Override,
}
