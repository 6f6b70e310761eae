namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>How much an event matters; later ones are worse.</summary>
public enum Gravity
{
    /// <summary>Something is well, or well again.</summary>
    Good,

    /// <summary>Something happened.</summary>
    Note,

    /// <summary>Something will be wrong.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Bad,
}
