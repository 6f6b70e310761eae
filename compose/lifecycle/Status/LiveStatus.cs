using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Status.Gathering;

namespace RegistryJanitor.Lifecycle.Status;

/// <summary>The report for whoever looks now: gathered when somebody does, once for all who look within two seconds.</summary>
/// <param name="gathering">Gathers it.</param>
/// <param name="read">Reads the configuration; while it is mistaken, the last one that was not holds.</param>
/// <param name="clock">Time.</param>
internal sealed class LiveStatus(StatusGathering gathering, Func<LifecycleReading> read, TimeProvider clock)
{
    private static readonly TimeSpan s_lasts = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private LifecycleFile _file = read().File;
    private Task<StatusReport>? _latest;
    private DateTimeOffset _began;

    /// <summary>The report.</summary>
    /// <param name="stop">Ends the server.</param>
    internal Task<StatusReport> NowAsync(CancellationToken stop)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_latest is null or { IsFaulted: true } or { IsCanceled: true } || (_latest.IsCompleted && now - _began >= s_lasts))
                (_began, _latest) = (now, Task.Run(() => gathering.GatherAsync(File(), stop), stop));
            return _latest;
        }
    }

    private LifecycleFile File()
    {
        var reading = read();
        if (reading.Mistakes.Count == 0)
            _file = reading.File;
        return _file;
    }
}
