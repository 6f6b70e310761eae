using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon.Tests;

public sealed class RunLoopTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly FakeClock clock = new();
    private readonly KeptLog<RunLoop> log = new();
    private readonly Lifetime lifetime = new();
    private readonly Folder folder = new();
    private readonly List<TimeSpan> starts = [];

    public void Dispose()
    {
        folder.Dispose();
        lifetime.Dispose();
    }

    [Fact]
    public async Task A_pass_runs_at_once_and_the_next_one_interval_after_its_start()
    {
        using var loop = Loop(Pass(_ => clock.Advance(TimeSpan.FromMinutes(3))));
        await loop.StartAsync(default);

        await clock.SomebodyWaits();
        Assert.Equal(["00:00:00"], Starts());
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(["00:00:00"], Starts());
        clock.Advance(TimeSpan.FromMinutes(1));
        await PassesAsync(2);
        Assert.Equal(["00:00:00", "00:10:00"], Starts());

        await loop.StopAsync(default);
        Assert.Equal(ExitCode.Success, loop.Result);
        Assert.DoesNotContain(1005, log.Ids);
    }

    [Fact]
    public async Task A_pass_that_overran_is_told_and_the_next_begins_at_once_after_it()
    {
        using var loop = Loop(Pass(number =>
        {
            if (number == 1)
                clock.Advance(TimeSpan.FromMinutes(25));
        }));
        await loop.StartAsync(default);

        await clock.SomebodyWaits();
        Assert.Equal(["00:00:00", "00:25:00"], Starts());
        Assert.Contains(
            (1005, LogLevel.Warning, "The pass took 00:25:00, longer than the interval of 00:10:00; the next begins at once.", null),
            log.Events);
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task An_exception_is_logged_with_its_stack_and_the_loop_goes_on()
    {
        var broken = new InvalidOperationException("no such luck");
        using var loop = Loop(Pass(number =>
        {
            if (number == 1)
                throw broken;
        }));
        await loop.StartAsync(default);

        await clock.SomebodyWaits();
        Assert.Contains((1003, LogLevel.Error, "The pass failed unexpectedly.", broken), log.Events);
        Assert.DoesNotContain(1002, log.Ids);
        Assert.Equal("the last pass failed: InvalidOperationException: no such luck", Judge().Sentence);
        clock.Advance(Interval);
        await PassesAsync(2);
        await clock.SomebodyWaits();
        Assert.True(Judge().Healthy);
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task A_timeout_inside_a_pass_is_a_failure_and_not_a_shutdown()
    {
        using var loop = Loop(Pass(_ => throw new TaskCanceledException("the server was slow")));
        await loop.StartAsync(default);

        await clock.SomebodyWaits();
        Assert.Contains(1003, log.Ids);
        await loop.StopAsync(default);
    }

    [Theory]
    [InlineData("succeeded", ExitCode.Success)]
    [InlineData("failed", ExitCode.Failed)]
    [InlineData("busy", ExitCode.Busy)]
    [InlineData("threw", ExitCode.Failed)]
    public async Task A_single_pass_stops_the_application_and_decides_the_exit_code(string how, ExitCode expected)
    {
        using var loop = Loop(
            _ => how switch
            {
                "succeeded" => Task.FromResult<PassResult>(new PassResult.Succeeded()),
                "failed" => Task.FromResult<PassResult>(new PassResult.Failed("disk full")),
                "busy" => Task.FromResult<PassResult>(new PassResult.Busy("process 7 holds the lease")),
                _ => throw new InvalidOperationException("oops"),
            },
            once: true);

        await loop.StartAsync(default);
        await loop.ExecuteTask!;

        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(expected, loop.Result);
    }

    [Fact]
    public async Task Shutdown_during_a_pass_is_no_failure_of_the_loop()
    {
        using var loop = Loop(Hanging);
        await loop.StartAsync(default);
        await PassesAsync(1);

        await loop.StopAsync(default);

        Assert.Equal(ExitCode.Success, loop.Result);
        Assert.True(loop.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal([1000, 1001], log.Ids);
    }

    [Fact]
    public async Task A_single_pass_that_is_asked_to_stop_ends_in_order()
    {
        using var loop = Loop(Hanging, once: true);
        await loop.StartAsync(default);
        await PassesAsync(1);

        await loop.StopAsync(default);

        Assert.Equal(ExitCode.Success, loop.Result);
    }

    [Fact]
    public async Task Health_tells_the_running_pass_and_how_the_last_one_ended()
    {
        var seen = new List<HealthReading>();
        using var loop = Loop(_ =>
        {
            seen.Add(Health.Read());
            Began();
            PassResult result = seen.Count == 1 ? new PassResult.Failed("disk full") : new PassResult.Busy("somebody else is at it");
            return Task.FromResult(result);
        });
        await loop.StartAsync(default);
        await clock.SomebodyWaits();
        Assert.Equal(Record(0, finished: true, "disk full"), Health.Read());
        clock.Advance(Interval);
        await PassesAsync(2);
        await clock.SomebodyWaits();
        Assert.Equal(Record(10, finished: true, "disk full"), Health.Read());
        await loop.StopAsync(default);

        Assert.Equal([Record(0, finished: false, null), Record(10, finished: false, "disk full")], seen);
        Assert.Contains((1002, LogLevel.Error, "The pass failed: disk full", null), log.Events);
        Assert.Contains((1004, LogLevel.Warning, "The pass did nothing: somebody else is at it", null), log.Events);
    }

    [Fact]
    public async Task A_health_file_that_cannot_be_written_is_told_and_the_loop_goes_on()
    {
        using var loop = Loop(Pass(_ => { }), health: new(folder["no/such/directory/health.json"]));
        await loop.StartAsync(default);
        await clock.SomebodyWaits();
        clock.Advance(Interval);
        await PassesAsync(2);
        await loop.StopAsync(default);

        Assert.Contains(log.Events, e => e is { Id: 1006, Level: LogLevel.Error, Exception: DirectoryNotFoundException });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50 * 86400)]
    public void An_interval_that_no_timer_can_wait_for_is_refused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new RunLoop(Hanging, new(TimeSpan.FromSeconds(seconds), Once: false), null, clock, lifetime, log));

    private HealthFile Health => new(folder["health.json"]);

    private HealthVerdict Judge() => HealthCheck.Judge(Health.Read(), clock.GetUtcNow());

    private RunLoop Loop(Func<CancellationToken, Task<PassResult>> pass, bool once = false, HealthFile? health = null) =>
        new(pass, new(Interval, once), health ?? Health, clock, lifetime, log);

    private Func<CancellationToken, Task<PassResult>> Pass(Action<int> work) => _ =>
    {
        Began();
        work(starts.Count);
        return Task.FromResult<PassResult>(new PassResult.Succeeded());
    };

    private async Task<PassResult> Hanging(CancellationToken stopping)
    {
        Began();
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        return new PassResult.Succeeded();
    }

    private void Began()
    {
        lock (starts)
            starts.Add(clock.GetUtcNow() - FakeClock.Start);
    }

    private string[] Starts()
    {
        lock (starts)
            return [.. starts.Select(start => start.ToString("c"))];
    }

    /// <summary>Ends when so many passes have begun; a hang here is a pass that never came.</summary>
    private async Task PassesAsync(int count)
    {
        while (Starts().Length < count)
            await Task.Yield();
    }

    private static HealthReading.Found Record(int minutes, bool finished, string? failure)
    {
        var at = FakeClock.Start.AddMinutes(minutes);
        return new(new(at, finished ? at : null, failure is null, failure, Interval, Environment.ProcessId));
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
