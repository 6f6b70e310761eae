namespace RegistryJanitor.Daemon;

/// <summary>
/// The bell of a <see cref="RunLoop"/>. Rings before a pass begins are answered by it, however many they are; any number of rings while it runs are one more pass,
/// right after it.
/// </summary>
public sealed class WakeUp
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _rung = NewBell();

    /// <summary>Whether the newest pass is one of the schedule; false when nothing but a ring asked for it. True before the first.</summary>
    public bool IsScheduled { get; private set; } = true;

    /// <summary>Asks for a pass; never waits.</summary>
    public void Ring()
    {
        lock (_gate)
            _rung.TrySetResult();
    }

    /// <summary>A pass begins: what was rung until now is answered by it.</summary>
    internal void Answer(bool isScheduled)
    {
        lock (_gate)
        {
            IsScheduled = isScheduled;
            if (_rung.Task.IsCompleted)
                _rung = NewBell();
        }
    }

    /// <summary>Ends with true at a ring that no pass has answered, with false after the time.</summary>
    internal async Task<bool> RingsWithinAsync(TimeSpan time, TimeProvider clock, CancellationToken stopping)
    {
        Task rung;
        lock (_gate)
            rung = _rung.Task;
        try
        {
            await rung.WaitAsync(time, clock, stopping);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // Who rings must not run the pass.
    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
