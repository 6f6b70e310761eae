using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon;

/// <summary>
/// Runs a pass at once and then every interval, counted from the start of the one before. Passes never overlap: after one that took longer
/// than the interval the next begins at once. A ring (<see cref="WakeUp"/>) brings one more pass and moves none of the others. A pass that fails, also by
/// an exception, does not end the loop.
/// </summary>
public sealed partial class RunLoop : BackgroundService
{
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(49);

    private readonly Func<CancellationToken, Task<PassResult>> _pass;
    private readonly RunLoopSettings _settings;
    private readonly HealthFile? _health;
    private readonly TimeProvider _clock;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<RunLoop> _log;
    private readonly Func<EndedPass, CancellationToken, Task>? _ended;
    private string? _lastFailure;
    private string? _lastTrouble;

    /// <summary>A loop that begins when the host starts.</summary>
    /// <param name="pass">The work; an <see cref="OperationCanceledException"/> after cancellation is an orderly end of it.</param>
    /// <param name="settings">When it runs.</param>
    /// <param name="health">Where the loop tells how it is, or null.</param>
    /// <param name="clock">For waiting and for the health record.</param>
    /// <param name="lifetime">Asked to stop the application after a single pass.</param>
    /// <param name="log">Event ids 1000 to 1009.</param>
    /// <param name="ended">Called after every pass that was not stopped, before the next one; the loop goes on if it fails.</param>
    public RunLoop(
        Func<CancellationToken, Task<PassResult>> pass,
        RunLoopSettings settings,
        HealthFile? health,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        ILogger<RunLoop> log,
        Func<EndedPass, CancellationToken, Task>? ended = null)
    {
        if (!settings.Once)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.Interval, TimeSpan.Zero, nameof(settings));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Interval, s_longestTimer, nameof(settings));
        }

        _pass = pass;
        _settings = settings;
        _health = health;
        _clock = clock;
        _lifetime = lifetime;
        _log = log;
        _ended = ended;
        Result = ExitCode.Success;
    }

    /// <summary>
    /// What the process should return once the host has stopped. Ending because it was asked to is <see cref="ExitCode.Success"/>, also in the
    /// middle of a pass; a single pass that ran to its end decides by its result.
    /// </summary>
    public ExitCode Result { get; private set; }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (_settings.Once)
                Result = ExitCodeOf(await RunPassAsync(stoppingToken));
            else
                await RepeatAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(_log);
        }
        finally
        {
            if (_settings.Once)
                _lifetime.StopApplication();
        }
    }

    private static ExitCode ExitCodeOf(PassResult result) => result switch
    {
        PassResult.Succeeded => ExitCode.Success,
        PassResult.Busy => ExitCode.Busy,
        _ => ExitCode.Failed,
    };

    private async Task RepeatAsync(CancellationToken stopping)
    {
        Log.Started(_log, _settings.Interval);
        var lastScheduled = _clock.GetTimestamp();
        for (var rung = false; ;)
        {
            stopping.ThrowIfCancellationRequested();
            var started = _clock.GetTimestamp();
            if (!rung)
                lastScheduled = started;
            _settings.WakeUp.Answer(isScheduled: !rung);
            await RunPassAsync(stopping);

            var taken = _clock.GetElapsedTime(started);
            if (taken > _settings.Interval)
                Log.Overran(_log, taken, _settings.Interval);
            // Who rings without end must not keep the others from their turn.
            var left = _settings.Interval - _clock.GetElapsedTime(lastScheduled);
            rung = left > TimeSpan.Zero && await _settings.WakeUp.RingsWithinAsync(left, _clock, stopping);
        }
    }

    private async Task<PassResult> RunPassAsync(CancellationToken stopping)
    {
        var (startedAt, started) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        Tell(startedAt, finishedAt: null);
        var result = await GuardedPassAsync(stopping);
        // A busy pass did no work: what the last one that did has found still holds.
        if (result is not PassResult.Busy)
            (_lastFailure, _lastTrouble) = result is PassResult.Failed failed ? failed.IsPartial ? (null, failed.Sentence) : (failed.Sentence, null) : default((string?, string?));
        Tell(startedAt, _clock.GetUtcNow());
        if (_ended is not null)
            await ReportAsync(_ended, new EndedPass(startedAt, _clock.GetElapsedTime(started), result), stopping);
        return result;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "As below: what is told of a pass is not worth the next one.")]
    private async Task ReportAsync(Func<EndedPass, CancellationToken, Task> report, EndedPass ended, CancellationToken stopping)
    {
        try
        {
            await report(ended, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception unexpected)
        {
            Log.NotReported(_log, unexpected);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The one place: a loop outlives its passes.")]
    private async Task<PassResult> GuardedPassAsync(CancellationToken stopping)
    {
        try
        {
            var result = await _pass(stopping);
            if (result is PassResult.Failed failed)
                Log.PassFailed(_log, failed.Sentence);
            else if (result is PassResult.Busy busy)
                Log.PassBusy(_log, busy.Sentence);
            return result;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception unexpected)
        {
            Log.PassThrew(_log, unexpected);
            return new PassResult.Failed($"{unexpected.GetType().Name}: {unexpected.Message}");
        }
    }

    private void Tell(DateTimeOffset startedAt, DateTimeOffset? finishedAt)
    {
        try
        {
            _health?.Write(new(startedAt, finishedAt, _lastFailure is null, _lastFailure, _settings.Interval, Environment.ProcessId) { Trouble = _lastTrouble });
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            Log.HealthNotWritten(_log, unwritable, _health!.Path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Information, "A pass runs every {Interval}.")]
        public static partial void Started(ILogger log, TimeSpan interval);

        [LoggerMessage(1001, LogLevel.Information, "Stopped, as asked.")]
        public static partial void Stopped(ILogger log);

        [LoggerMessage(1002, LogLevel.Error, "The pass failed: {Sentence}")]
        public static partial void PassFailed(ILogger log, string sentence);

        [LoggerMessage(1003, LogLevel.Error, "The pass failed unexpectedly.")]
        public static partial void PassThrew(ILogger log, Exception unexpected);

        [LoggerMessage(1004, LogLevel.Warning, "The pass did nothing: {Sentence}")]
        public static partial void PassBusy(ILogger log, string sentence);

        [LoggerMessage(1005, LogLevel.Warning, "The pass took {Taken}, longer than the interval of {Interval}; the next begins at once.")]
        public static partial void Overran(ILogger log, TimeSpan taken, TimeSpan interval);

        [LoggerMessage(1006, LogLevel.Error, "The health file {Path} could not be written.")]
        public static partial void HealthNotWritten(ILogger log, Exception unwritable, string path);

        [LoggerMessage(1007, LogLevel.Error, "The pass could not be reported.")]
        public static partial void NotReported(ILogger log, Exception unexpected);
    }
}
