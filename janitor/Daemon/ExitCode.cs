namespace RegistryJanitor.Daemon;

/// <summary>What a process of this product returns to its caller.</summary>
public enum ExitCode
{
    /// <summary>Everything that was asked is done; also a loop that was asked to end.</summary>
    Success = 0,

    /// <summary>Something failed in what was asked; the log says what.</summary>
    Failed = 1,

    /// <summary>The settings or arguments are wrong; nothing was begun.</summary>
    Usage = 2,

    /// <summary>Another process holds what is needed; trying later may succeed.</summary>
    Busy = 3,
}
