namespace RegistryJanitor.Storage;

/// <summary>A lease by a file that its holder writes over again and again; whoever sees it unchanged for long enough may take it away.</summary>
/// <remarks>
/// The file says <c>process 1 on 3f2a since 2026-01-31 12:00:00Z, lease NONCE, beat 0000000042</c>. The nonce tells a janitor from its predecessor: in a
/// container both are process 1 of the same host. Before every change of the store the file is looked at, so a holder that was suspended for longer
/// than <see cref="HeartbeatWatch.Patience"/> does at most what it had begun. All janitors of a store must find the same: one that has <c>flock</c>
/// there does not see one that has not.
/// </remarks>
internal sealed class HeartbeatHold : ILeaseHold
{
    /// <summary>Between two beats. A beat may be late by twice as much before another janitor could take over.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    // Beats that cannot be written are a lease that is about to be taken away.
    private static readonly TimeSpan s_longestSilence = 3 * Interval;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly HeartbeatFile _file;
    private readonly TimeProvider _clock;
    private readonly string _owner;
    private readonly ITimer _timer;
    private long _beats = 1;
    private long _lastBeat;
    private volatile bool _ended;

    private HeartbeatHold(HeartbeatFile file, string owner, TimeProvider clock, long madeAt)
    {
        _file = file;
        _owner = owner;
        _clock = clock;
        _lastBeat = madeAt;
        Lost = _lost.Token;
        _timer = clock.CreateTimer(_ => Ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Lost { get; }

    /// <summary>Makes the file and keeps it alive.</summary>
    /// <param name="file">The file.</param>
    /// <param name="signature">Who this is, for people.</param>
    /// <param name="clock">Rings for every beat.</param>
    /// <param name="error"><see cref="Errno.Exists"/> when somebody else was quicker.</param>
    public static HeartbeatHold? TryMake(HeartbeatFile file, string signature, TimeProvider clock, out Errno error)
    {
        var owner = $"{signature}, lease {Guid.NewGuid():N}, ";
        var madeAt = clock.GetTimestamp();
        error = file.Make(Text(owner, beat: 1));
        return error == default ? new HeartbeatHold(file, owner, clock, madeAt) : null;
    }

    public Errno Confirm()
    {
        if (_ended || Lost.IsCancellationRequested)
            return Errno.LeaseLost;
        var text = _file.Read(out var error);
        if (text is null && error != Errno.NoSuchEntry)
            return error;
        return text?.StartsWith(_owner, StringComparison.Ordinal) is true ? default : Lose();
    }

    /// <summary>Removes the file, if it still is ours. Should that fail, the next janitor has to wait as for one that was killed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            if (Confirm() == default)
                _ = Libc.Unlink(_file.Path);
            _ended = true;
            _timer.Dispose();
            _lost.Dispose();
        }
    }

    // All beats have one length: a text is written over in place.
    private static string Text(string owner, long beat) => $"{owner}beat {beat:D10}\n";

    private void Ring()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            var now = _clock.GetTimestamp();
            var error = _file.Rewrite(_owner, Text(_owner, ++_beats));
            if (error == default)
                _lastBeat = now;
            else if (error == Errno.LeaseLost || _clock.GetElapsedTime(_lastBeat, now) >= s_longestSilence)
                Lose();
            if (!Lost.IsCancellationRequested)
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    private Errno Lose()
    {
        lock (_gate)
        {
            if (!_ended)
                _lost.Cancel();
        }

        return Errno.LeaseLost;
    }
}
