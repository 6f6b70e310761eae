namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>What a check fails for.</summary>
public enum CheckStrictness
{
    /// <summary>What is critical or worse.</summary>
    Critical,

    /// <summary><c>--strict</c>: what is worth a warning, too.</summary>
    Strict,

    /// <summary><c>--warn</c>: nothing; it tells.</summary>
    Warn,
}
