namespace RegistryJanitor.Daemon;

/// <summary>When passes run.</summary>
/// <param name="Interval">From the start of a pass to the start of the next; above zero, at most 49 days (the limit of a timer).</param>
/// <param name="Once">One pass, then the process ends.</param>
public sealed record RunLoopSettings(TimeSpan Interval, bool Once)
{
    /// <summary>By what a pass comes sooner.</summary>
    public WakeUp WakeUp { get; init; } = new();
}
