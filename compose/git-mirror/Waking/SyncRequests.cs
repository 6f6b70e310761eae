using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Waking;

/// <summary>Who asked that something be synchronised now. A state and no queue: asked twice is asked once, so that a flood of requests costs one pass.</summary>
/// <param name="wakeUp">The bell of the loop.</param>
public sealed class SyncRequests(WakeUp wakeUp)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _mirrors = new(StringComparer.Ordinal);
    private string? _everything;
    private TaskCompletionSource _asked = NewSignal();

    /// <summary>Every mirror, please.</summary>
    /// <param name="reason">As it will stand in their states.</param>
    public void AskForAll(string reason)
    {
        Note(() => _everything = reason);
    }

    /// <summary>This mirror, please, and no other.</summary>
    /// <param name="mirror">Its name.</param>
    /// <param name="reason">As it will stand in its state.</param>
    public void AskFor(string mirror, string reason)
    {
        Note(() => _mirrors[mirror] = reason);
    }

    /// <summary>Ended when something is asked for that no pass has taken yet.</summary>
    public Task Pending
    {
        get
        {
            lock (_gate)
                return _everything is not null || _mirrors.Count > 0 ? Task.CompletedTask : _asked.Task;
        }
    }

    /// <summary>A pass begins: what was asked for until now is its to do.</summary>
    public PassWork Take()
    {
        lock (_gate)
        {
            var work = new PassWork(wakeUp.IsScheduled, _everything, new Dictionary<string, string>(_mirrors, StringComparer.Ordinal));
            _everything = null;
            _mirrors.Clear();
            return work;
        }
    }

    /// <summary>Ends with one of these mirrors as soon as it is asked for, or with null after the time.</summary>
    /// <param name="mirrors">Their names, one or more; they are to have their turn in the pass that runs.</param>
    /// <param name="time">How long to wait; none or less looks once.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<(string Mirror, string Reason)?> NextOfAsync(IReadOnlyCollection<string> mirrors, TimeSpan time, TimeProvider clock, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            Task asked;
            lock (_gate)
            {
                if (mirrors.FirstOrDefault(_mirrors.ContainsKey) is { } name && _mirrors.Remove(name, out var reason))
                    return (name, reason);
                if (_everything is { } all)
                    return (mirrors.First(), all);
                asked = _asked.Task;
            }

            if (time - clock.GetElapsedTime(began) is not { Ticks: > 0 } left)
                return null;
            try
            {
                await asked.WaitAsync(left, clock, stop);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    // Who asks must not run the mirror.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Note(Action request)
    {
        lock (_gate)
        {
            request();
            _asked.SetResult();
            _asked = NewSignal();
        }

        wakeUp.Ring();
    }
}
