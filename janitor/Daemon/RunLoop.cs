using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon;

/// <summary>
/// Runs a pass at once and then every interval, counted from the start of the one before. Passes never overlap: after one that took longer
/// than the interval the next begins at once. A pass that fails, also by an exception, does not end the loop.
/// </summary>
public sealed partial class RunLoop : BackgroundService
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private readonly Func<CancellationToken, Task<PassResult>> pass;
    private readonly RunLoopSettings settings;
    private readonly HealthFile? health;
    private readonly TimeProvider clock;
    private readonly IHostApplicationLifetime lifetime;
    private readonly ILogger<RunLoop> log;
    private string? lastFailure;

    /// <summary>A loop that begins when the host starts.</summary>
    /// <param name="pass">The work; an <see cref="OperationCanceledException"/> after cancellation is an orderly end of it.</param>
    /// <param name="settings">When it runs.</param>
    /// <param name="health">Where the loop tells how it is, or null.</param>
    /// <param name="clock">For waiting and for the health record.</param>
    /// <param name="lifetime">Asked to stop the application after a single pass.</param>
    /// <param name="log">Event ids 1000 to 1009.</param>
    public RunLoop(
        Func<CancellationToken, Task<PassResult>> pass,
        RunLoopSettings settings,
        HealthFile? health,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        ILogger<RunLoop> log)
    {
        if (!settings.Once)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.Interval, TimeSpan.Zero, nameof(settings));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Interval, LongestTimer, nameof(settings));
        }

        this.pass = pass;
        this.settings = settings;
        this.health = health;
        this.clock = clock;
        this.lifetime = lifetime;
        this.log = log;
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
            if (settings.Once)
                Result = ExitCodeOf(await RunPassAsync(stoppingToken));
            else
                await RepeatAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(log);
        }
        finally
        {
            if (settings.Once)
                lifetime.StopApplication();
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
        Log.Started(log, settings.Interval);
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var started = clock.GetTimestamp();
            await RunPassAsync(stopping);

            var taken = clock.GetElapsedTime(started);
            if (taken > settings.Interval)
                Log.Overran(log, taken, settings.Interval);
            else
                await Task.Delay(settings.Interval - taken, clock, stopping);
        }
    }

    private async Task<PassResult> RunPassAsync(CancellationToken stopping)
    {
        var startedAt = clock.GetUtcNow();
        Tell(startedAt, finishedAt: null);
        var result = await GuardedPassAsync(stopping);
        // A busy pass did no work: what the last one that did has found still holds.
        if (result is not PassResult.Busy)
            lastFailure = (result as PassResult.Failed)?.Sentence;
        Tell(startedAt, clock.GetUtcNow());
        return result;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The one place: a loop outlives its passes.")]
    private async Task<PassResult> GuardedPassAsync(CancellationToken stopping)
    {
        try
        {
            var result = await pass(stopping);
            if (result is PassResult.Failed failed)
                Log.PassFailed(log, failed.Sentence);
            else if (result is PassResult.Busy busy)
                Log.PassBusy(log, busy.Sentence);
            return result;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception unexpected)
        {
            Log.PassThrew(log, unexpected);
            return new PassResult.Failed($"{unexpected.GetType().Name}: {unexpected.Message}");
        }
    }

    private void Tell(DateTimeOffset startedAt, DateTimeOffset? finishedAt)
    {
        try
        {
            health?.Write(new(startedAt, finishedAt, lastFailure is null, lastFailure, settings.Interval, Environment.ProcessId));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            Log.HealthNotWritten(log, unwritable, health!.Path);
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
    }
}
