using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace RegistryJanitor.Storage;

/// <summary>Runs work that finds more work, on a bounded number of blocking threads; returns when none is left.</summary>
/// <remarks>
/// Threads of its own rather than the pool: every item blocks in system calls, for milliseconds on a network file system, and the pool
/// adds a thread only every half second. Where nothing blocks, more threads than processors only get into each other's way: so a crew begins with that
/// many and doubles every two milliseconds for as long as they leave the processors idle. Last in, first out, so that a deep tree is finished branch by
/// branch and the list stays short.
/// </remarks>
internal sealed class WorkCrew
{
    // Deep enough for a directory listing's buffer and the frames above it; only touched pages count as memory.
    private const int StackSize = 256 * 1024;

    // Of what the processors could have done. On a machine that others use, too, less says nothing, and more threads do little harm.
    private const double BusyShare = 0.5;

    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(2);

    private readonly object _gate = new();
    private readonly Stack<Action<WorkCrew>> _waiting = new();
    private readonly List<Thread> _threads = [];
    private readonly int _most;
    private int _wanted;
    private readonly CancellationToken _stop;
    private int _unfinished;
    private int _idle;
    private ExceptionDispatchInfo? _failure;

    private WorkCrew(int most, CancellationToken stop)
    {
        _most = most;
        _wanted = Math.Min(most, Environment.ProcessorCount);
        _stop = stop;
    }

    /// <summary>Runs all of it.</summary>
    /// <param name="most">The most threads at once; they are started only as work is waiting for one.</param>
    /// <param name="first">The first item.</param>
    /// <param name="stop">Ends the run between two items.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; work is left undone.</exception>
    public static void Run(int most, Action<WorkCrew> first, CancellationToken stop)
    {
        var crew = new WorkCrew(most, stop);
        crew.Add(first);
        crew.Join();
        crew._failure?.Throw();
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Does the same with every item of a list.</summary>
    /// <param name="most">The most threads at once.</param>
    /// <param name="items">The items.</param>
    /// <param name="atOnce">How many of them a thread takes at a time.</param>
    /// <param name="action">What is done; gets an item's index and the item.</param>
    /// <param name="stop">Ends the run between two shares.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; work is left undone.</exception>
    public static void ForEach<T>(int most, IReadOnlyList<T> items, int atOnce, Action<int, T> action, CancellationToken stop) => Run(
        most,
        crew =>
        {
            for (var start = 0; start < items.Count; start += atOnce)
            {
                var (from, to) = (start, Math.Min(start + atOnce, items.Count));
                crew.Add(_ =>
                {
                    for (var i = from; i < to; i++)
                        action(i, items[i]);
                });
            }
        },
        stop);

    /// <summary>Adds an item; to be called from an item that runs.</summary>
    public void Add(Action<WorkCrew> item)
    {
        lock (_gate)
        {
            _waiting.Push(item);
            _unfinished++;
            StartThreads();
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>As many as are wanted and find work.</summary>
    private void StartThreads()
    {
        for (var busy = _waiting.Count - _idle; busy > 0 && _threads.Count < _wanted; busy--)
        {
            var thread = new Thread(Work, StackSize) { IsBackground = true, Name = "store" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Waits for the end, and wants more threads while those there are wait for the file system.</summary>
    private void Join()
    {
        lock (_gate)
        {
            while (_unfinished > 0)
            {
                var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                Monitor.Wait(_gate, _wanted < _most ? s_beat : Timeout.InfiniteTimeSpan);
                var busy = (Environment.CpuUsage.TotalTime - used) / Stopwatch.GetElapsedTime(began);
                if (_unfinished == 0 || _wanted == _most || busy > BusyShare * Math.Min(_wanted, Environment.ProcessorCount))
                    continue;
                _wanted = Math.Min(_most, 2 * _wanted);
                StartThreads();
            }
        }

        foreach (var thread in _threads)
            thread.Join();
    }

    private void Work()
    {
        while (TryTake(out var item))
        {
            Do(item);
            lock (_gate)
            {
                if (--_unfinished == 0)
                    Monitor.PulseAll(_gate);
            }
        }
    }

    private bool TryTake([NotNullWhen(true)] out Action<WorkCrew>? item)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && _unfinished > 0)
            {
                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            return _waiting.TryPop(out item);
        }
    }

    private void Do(Action<WorkCrew> item)
    {
        if (_failure is not null || _stop.IsCancellationRequested)
            return;
        try
        {
            item(this);
        }
#pragma warning disable CA1031 // A thread's exception would end the process; it is thrown again by Run, on the caller's thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
