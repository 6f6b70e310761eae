using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying.Conditions;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>
/// Tells people what is new, beside the looks of the daemon and never waited for by them: 1. See how everything is. 2. For each sink, compare that with what it knows.
/// 3. Tell it. 4. Write down what it knows now. A sink that cannot be told knows what it knew: at a later look it is told what is true then.
/// </summary>
/// <param name="dataDirectory">Where records are kept.</param>
/// <param name="see">Sees.</param>
/// <param name="deliver">Tells one sink.</param>
/// <param name="tally">Counts.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Told what was told, and what could not be.</param>
internal sealed class Notifications(
    string dataDirectory,
    Func<LifecycleFile, CancellationToken, Task<Sighting>> see,
    Func<NotificationSink, Message, CancellationToken, Task<Delivered>> deliver,
    NotificationTally tally,
    TimeProvider clock,
    ILogger log)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<NotificationSink, SinkRest> _rests = new();
    private NotifiedState? _state;
    private bool _isWritten = true;
    private Task _work = Task.CompletedTask;

    /// <summary>Begins, unless the look before is still being told.</summary>
    /// <param name="file">What is wanted.</param>
    /// <param name="stop">Ends what was begun.</param>
    internal async Task BeginAsync(LifecycleFile file, CancellationToken stop)
    {
        if (!_work.IsCompleted)
            return;
        var ended = _work;
        _work = Task.CompletedTask;
        await ended;
        tally.Has(file.Notify.Sinks);
        if (file.Notify.Sinks.Count > 0)
            _work = Task.Run(() => RunAsync(file, stop), CancellationToken.None);
    }

    /// <summary>Waits until nobody is being told.</summary>
    internal async Task EndAsync() => await _work;

    private async Task RunAsync(LifecycleFile file, CancellationToken stop)
    {
        try
        {
            var keys = file.Notify.Sinks.Select(ToldSink.KeyOf).ToHashSet(StringComparer.Ordinal);
            _state ??= NotifiedStateFile.Read(dataDirectory);
            _state = _state with { Sinks = [.. _state.Sinks.Where(known => keys.Contains(known.Sink))] };
            var seen = SeenConditions.Of(await see(file, stop));
            await Task.WhenAll(file.Notify.Sinks.Select(sink => TellAsync(sink, seen, file.Notify.Topics, stop)));
            lock (_gate)
            {
                if (!_isWritten)
                    Write();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not told is found again at the next start.
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            Log.NotSeen(log, Printable.Line(unread.Message.TrimEnd('.')));
        }
    }

    private async Task TellAsync(NotificationSink sink, IReadOnlyList<Condition> seen, IReadOnlyList<NotificationTopic> topics, CancellationToken stop)
    {
        var (key, now, rest) = (ToldSink.KeyOf(sink), clock.GetUtcNow(), _rests.GetValueOrDefault(sink));
        var telling = Telling.Of(key, _state!.Of(key), seen, topics, now);
        tally.Pending(sink, telling.Events.Count > 0);
        if (telling.Events.Count == 0)
            Remember(telling.After);
        if (telling.Events.Count == 0 || rest?.IsOver(now) is false)
            return;
        var message = new Message(telling.Events);
        switch (await deliver(sink, message, stop))
        {
            case Delivered.Told:
                _rests.TryRemove(sink, out _);
                Remember(telling.After);
                tally.Pending(sink, isPending: false);
                tally.Ended(sink, "told");
                Log.Told(log, sink.Name, message.Events.Count, message.Title(new TextRule.Plain()));
                break;
            case Delivered.Refused refused:
                _rests[sink] = new SinkRest.Ends();
                tally.Ended(sink, "refused");
                Log.RefusedByIt(log, sink.Name, refused.Why);
                break;
            case Delivered.Failed failed:
                var waits = SinkRest.After(rest, failed.NotBefore, clock.GetUtcNow());
                _rests[sink] = waits;
                tally.Ended(sink, "failed");
                Log.NotTold(log, sink.Name, failed.Why, waits.Until);
                break;
        }
    }

    private void Remember(ToldSink told)
    {
        lock (_gate)
        {
            if (_state!.Of(told.Sink)?.Knows(told) is true)
                return;
            _state = _state.With(told);
            Write();
        }
    }

    /// <summary>A record that cannot be written keeps nobody from being told, and is written at a later look.</summary>
    private void Write()
    {
        var wasWritten = _isWritten;
        try
        {
            NotifiedStateFile.Write(dataDirectory, _state!);
            _isWritten = true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _isWritten = false;
            if (wasWritten)
                Log.NotRemembered(log, Printable.Line(refused.Message.TrimEnd('.')));
        }
    }
}
