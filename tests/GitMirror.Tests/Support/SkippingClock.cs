using System.Collections.Concurrent;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A clock on which waiting takes no time: it goes forward by what was waited for, and writes it down.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private long _skipped;

    /// <summary>Every wait.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(Interlocked.Read(ref _skipped));

    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Waits.Enqueue(dueTime);
            Skip(dueTime);
        }

        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
