using System.Globalization;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>
/// Runs the commands of the section <c>schedule</c> beside the looks at builds: those that are due at once one after the other, and never one twice at a time. What is begun
/// is written down before, what ended after it.
/// </summary>
/// <param name="dataDirectory">Where records are kept.</param>
/// <param name="run">Runs a command as the file has it; what it says goes to the two writers, results first.</param>
/// <param name="tally">Counts.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Told what begins, is said, and ends.</param>
internal sealed class ScheduledRuns(string dataDirectory, Func<LifecycleFile, string, TextWriter, TextWriter, CancellationToken, Task<ExitCode>> run, LifecycleTally tally, TimeProvider clock, ILogger log)
{
    private ScheduleState? _state;
    private Task _work = Task.CompletedTask;

    /// <summary>Begins what is due, unless something runs.</summary>
    /// <param name="file">What is wanted.</param>
    /// <param name="stop">Ends what was begun.</param>
    /// <exception cref="IOException">What is begun cannot be written down; then nothing is.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    /// <remarks>What a command threw in the time before is thrown on here, once.</remarks>
    internal async Task BeginAsync(LifecycleFile file, CancellationToken stop)
    {
        if (!_work.IsCompleted)
            return;
        var ended = _work;
        _work = Task.CompletedTask;
        await ended;
        var now = clock.GetUtcNow();
        var before = _state ?? ScheduleStateFile.Read(dataDirectory);
        var known = Timetable.Known(file.Schedule, before, now);
        if (!known.Commands.SequenceEqual(before.Commands))
            ScheduleStateFile.Write(dataDirectory, known);
        _state = known;
        tally.Ran(known, running: null);
        var due = Timetable.Due(file.Schedule, known, now);
        if (due.Count > 0)
            _work = Task.Run(() => RunAsync(file, due, stop), CancellationToken.None);
    }

    /// <summary>Waits until nothing runs.</summary>
    internal async Task EndAsync() => await _work;

    private async Task RunAsync(LifecycleFile file, IReadOnlyList<DueCommand> due, CancellationToken stop)
    {
        foreach (var (command, why) in due)
        {
            if (stop.IsCancellationRequested)
                return;
            await RunAsync(file, command, why, stop);
        }
    }

    private async Task RunAsync(LifecycleFile file, string command, string why, CancellationToken stop)
    {
        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var before = _state!.Of(command)!;
        var begun = before with { CountsFrom = startedAt, StartedAt = startedAt, EndedAt = before.EndedAt < startedAt ? before.EndedAt : null, Interruptions = before.IsOpen ? before.Interruptions + 1 : 0 };
        RememberBegin(begun);
        Log.RunBegins(log, command, why);
        var (last, trouble, result) = ("", (string?)null, "failed");
        try
        {
            await using var said = new LineWriter(line => Log.Said(log, command, last = Printable.Line(line)));
            await using var refused = new LineWriter(line =>
            {
                Log.Complained(log, command, Printable.Line(line));
                trouble ??= Printable.Line(line);
            });
            result = await run(file, command, said, refused, stop) switch
            {
                ExitCode.Success => "ok",
                ExitCode.Busy => "busy",
                _ => "failed",
            };
        }
        finally
        {
            // One that was stopped goes on at the next start.
            if (stop.IsCancellationRequested && result is not "ok")
            {
                RememberEnd(begun);
            }
            else
            {
                // A clock that was set back meanwhile must not make it one that never ended.
                var endedAt = clock.GetUtcNow() is var now && now < startedAt ? startedAt : now;
                RememberEnd(begun with { EndedAt = endedAt, Result = result, Sentence = trouble ?? last, SucceededAt = result is "ok" ? endedAt : before.SucceededAt, Interruptions = 0 });
                Tell(command, result, clock.GetElapsedTime(started));
            }
        }
    }

    private void Tell(string command, string result, TimeSpan taken)
    {
        var text = taken.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        if (result is "ok")
            Log.RunEnded(log, command, text);
        else
            Log.RunFailed(log, command, result is "busy" ? "did nothing, for another lifecycle was at it" : "failed", text);
    }

    /// <summary>What cannot be written down is not begun, and stays due.</summary>
    private void RememberBegin(ScheduledRunRecord record)
    {
        var begun = _state!.With(record);
        ScheduleStateFile.Write(dataDirectory, begun);
        _state = begun;
        tally.Ran(begun, record.Command);
    }

    /// <summary>What has ended has ended, also when that cannot be written down.</summary>
    private void RememberEnd(ScheduledRunRecord record)
    {
        _state = _state!.With(record);
        tally.Ran(_state, running: null);
        ScheduleStateFile.Write(dataDirectory, _state);
    }
}
