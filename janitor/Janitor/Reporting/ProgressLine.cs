namespace RegistryJanitor.Reporting;

/// <summary>One line that says what takes so long, on standard error if that is a terminal, from the second second on; gone at the end.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const string StartOfLine = "\r\e[K";
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly TextWriter _terminal;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private string _doing = "beginning";
    private bool _isShown;
    private bool _isOver;

    private ProgressLine(TextWriter terminal, TimeProvider clock)
    {
        (_terminal, _clock, _began) = (terminal, clock, clock.GetTimestamp());
        lock (_gate) // a beat waits until there is a timer
            _timer = clock.CreateTimer(_ => Show(), null, s_beat, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null where nobody would see it.</summary>
    public static ProgressLine? OnStandardError(TimeProvider clock) => Console.IsErrorRedirected ? null : On(Console.Error, clock);

    /// <summary>On any terminal.</summary>
    public static ProgressLine On(TextWriter terminal, TimeProvider clock) => new(terminal, clock);

    /// <summary>From now on it is this that takes so long.</summary>
    /// <param name="doing">E.g. <c>listing blobs</c>.</param>
    public void Enter(string doing)
    {
        lock (_gate)
            _doing = doing;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isOver = true; // a beat may be on its way
            if (_isShown)
                _terminal.Write(StartOfLine);
            _isShown = false;
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            _terminal.Write($"{StartOfLine}janitor: {_doing}, {(long)_clock.GetElapsedTime(_began).TotalSeconds} s");
            _isShown = true;
            _timer.Change(s_beat, Timeout.InfiniteTimeSpan);
        }
    }
}
