namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>The section of the configuration that an image is from.</summary>
public enum WatchedKind
{
    /// <summary><c>sync.entries</c>.</summary>
    Sync,

    /// <summary><c>images</c>.</summary>
    Image,
}
