namespace RegistryJanitor.Storage;

/// <summary>Watches the lease file of another janitor, attempt by attempt.</summary>
/// <remarks>By this process's own clock only: mtimes are the server's, and clocks of two hosts need not agree.</remarks>
/// <param name="clock">Tells how long nothing has changed.</param>
internal sealed class HeartbeatWatch(TimeProvider clock)
{
    /// <summary>A holder that lives would have written four times.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private string? _seen;
    private long _since;

    /// <summary>Whether the file has said the same for <see cref="Patience"/>.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="askedAt">The clock's timestamp before it was read: on a slow file system the answer may be older than its arrival.</param>
    public bool IsStale(string text, long askedAt)
    {
        if (string.Equals(text, _seen, StringComparison.Ordinal))
            return clock.GetElapsedTime(_since, askedAt) >= Patience;
        _seen = text;
        _since = clock.GetTimestamp();
        return false;
    }
}
