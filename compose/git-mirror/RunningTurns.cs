namespace RegistryJanitor.GitMirror;

/// <summary>Turns of mirrors that are under way, also those that earlier passes did not wait for. A mirror has one turn at a time.</summary>
/// <param name="most">How many there may be at once.</param>
public sealed class RunningTurns(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);

    /// <summary>Whether a mirror can be given a turn. One that has its turn is remembered as asked for: what it was asked for may have come after it had looked.</summary>
    /// <param name="mirror">Its name.</param>
    /// <param name="reason">What asks for it; null: nobody does who could not wait for the next pass.</param>
    public bool IsIdle(string mirror, string? reason)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(mirror, out var running))
                return true;
            running.Again = reason ?? running.Again;
            return false;
        }
    }

    /// <summary>Ends when one more turn may begin.</summary>
    public async Task SlotAsync(CancellationToken stop)
    {
        while (true)
        {
            Task ended;
            lock (_gate)
            {
                if (_running.Count < most)
                    return;
                ended = Task.WhenAny(_running.Values.Select(running => running.Turn));
            }

            await ended.WaitAsync(stop);
        }
    }

    /// <summary>Begins a turn.</summary>
    /// <param name="mirror">Its name; it is idle.</param>
    /// <param name="turn">Never throws.</param>
    /// <param name="again">Told after it, with the reason, when the mirror was asked for meanwhile.</param>
    public void Start(string mirror, Func<Task> turn, Action<string> again)
    {
        lock (_gate)
            _running[mirror] = new Running(Task.Run(RunAsync));

        async Task RunAsync()
        {
            await turn();
            string? reason;
            lock (_gate)
            {
                _running.Remove(mirror, out var running);
                reason = running?.Again;
            }

            if (reason is not null)
                again(reason);
        }
    }

    /// <summary>Ends when none of these has its turn.</summary>
    /// <param name="mirrors">Names; null: every mirror.</param>
    public Task WhenIdleAsync(IReadOnlySet<string>? mirrors = null)
    {
        lock (_gate)
            return Task.WhenAll(_running.Where(one => mirrors is null || mirrors.Contains(one.Key)).Select(one => one.Value.Turn).ToList());
    }

    private sealed class Running(Task turn)
    {
        public Task Turn { get; } = turn;

        public string? Again { get; set; }
    }
}
