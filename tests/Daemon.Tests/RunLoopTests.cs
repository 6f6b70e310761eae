using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon.Tests;

public sealed class RunLoopTests : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(10);

    private readonly FakeClock _clock = new();
    private readonly KeptLog<RunLoop> _log = new();
    private readonly Lifetime _lifetime = new();
    private readonly Folder _folder = new();
    private readonly List<TimeSpan> _starts = [];
    private readonly WakeUp _wakeUp = new();

    public void Dispose()
    {
        _folder.Dispose();
        _lifetime.Dispose();
    }

    [Fact]
    public async Task A_pass_runs_at_once_and_the_next_one_interval_after_its_start()
    {
        using var loop = Loop(Pass(_ => _clock.Advance(TimeSpan.FromMinutes(3))));
        await loop.StartAsync(default);

        await _clock.SomebodyWaits();
        Assert.Equal(["00:00:00"], Starts());
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(["00:00:00"], Starts());
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PassesAsync(2);
        Assert.Equal(["00:00:00", "00:10:00"], Starts());

        await loop.StopAsync(default);
        Assert.Equal(ExitCode.Success, loop.Result);
        Assert.DoesNotContain(1005, _log.Ids);
    }

    [Fact]
    public async Task A_pass_that_overran_is_told_and_the_next_begins_at_once_after_it()
    {
        using var loop = Loop(Pass(number =>
        {
            if (number == 1)
                _clock.Advance(TimeSpan.FromMinutes(25));
        }));
        await loop.StartAsync(default);

        await _clock.SomebodyWaits();
        Assert.Equal(["00:00:00", "00:25:00"], Starts());
        Assert.Contains(
            (1005, LogLevel.Warning, "The pass took 00:25:00, longer than the interval of 00:10:00; the next begins at once.", null),
            _log.Events);
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

        await _clock.SomebodyWaits();
        Assert.Contains((1003, LogLevel.Error, "The pass failed unexpectedly.", broken), _log.Events);
        Assert.DoesNotContain(1002, _log.Ids);
        Assert.Equal("the last pass failed: InvalidOperationException: no such luck", Judge().Sentence);
        _clock.Advance(s_interval);
        await PassesAsync(2);
        await _clock.SomebodyWaits();
        Assert.True(Judge().Healthy);
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task A_timeout_inside_a_pass_is_a_failure_and_not_a_shutdown()
    {
        using var loop = Loop(Pass(_ => throw new TaskCanceledException("the server was slow")));
        await loop.StartAsync(default);

        await _clock.SomebodyWaits();
        Assert.Contains(1003, _log.Ids);
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

        Assert.True(_lifetime.ApplicationStopping.IsCancellationRequested);
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
        Assert.Equal([1000, 1001], _log.Ids);
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
        await _clock.SomebodyWaits();
        Assert.Equal(Record(0, finished: true, "disk full"), Health.Read());
        _clock.Advance(s_interval);
        await PassesAsync(2);
        await _clock.SomebodyWaits();
        Assert.Equal(Record(10, finished: true, "disk full"), Health.Read());
        await loop.StopAsync(default);

        Assert.Equal([Record(0, finished: false, null), Record(10, finished: false, "disk full")], seen);
        Assert.Contains((1002, LogLevel.Error, "The pass failed: disk full", null), _log.Events);
        Assert.Contains((1004, LogLevel.Warning, "The pass did nothing: somebody else is at it", null), _log.Events);
    }

    [Fact]
    public async Task A_health_file_that_cannot_be_written_is_told_and_the_loop_goes_on()
    {
        using var loop = Loop(Pass(_ => { }), health: new(_folder["no/such/directory/health.json"]));
        await loop.StartAsync(default);
        await _clock.SomebodyWaits();
        _clock.Advance(s_interval);
        await PassesAsync(2);
        await loop.StopAsync(default);

        Assert.Contains(_log.Events, e => e is { Id: 1006, Level: LogLevel.Error, Exception: DirectoryNotFoundException });
    }

    [Fact]
    public async Task Every_pass_is_reported_with_its_result_before_the_next_and_a_report_that_fails_does_not_end_the_loop()
    {
        var ended = new List<EndedPass>();
        using var loop = Loop(Pass(_ => _clock.Advance(TimeSpan.FromMinutes(3))), ended: (pass, _) =>
        {
            ended.Add(pass);
            throw new InvalidOperationException("nobody reads it");
        });
        await loop.StartAsync(default);
        await _clock.SomebodyWaits();
        _clock.Advance(s_interval);
        await PassesAsync(2);
        await loop.StopAsync(default);

        Assert.Equal(new EndedPass(FakeClock.Start, TimeSpan.FromMinutes(3), new PassResult.Succeeded()), ended[0]);
        Assert.Contains(_log.Events, e => e is { Id: 1007, Level: LogLevel.Error, Exception: InvalidOperationException });
    }

    [Fact]
    public async Task A_ring_brings_a_pass_at_once_and_moves_none_of_the_schedule()
    {
        var scheduled = new List<bool>();
        using var loop = Loop(Pass(_ => scheduled.Add(_wakeUp.IsScheduled)));
        await loop.StartAsync(default);
        await _clock.SomebodyWaits();
        _clock.Advance(TimeSpan.FromMinutes(4));

        _wakeUp.Ring();
        await PassesAsync(2);
        await _clock.SomebodyWaits();
        _clock.Advance(TimeSpan.FromMinutes(6));
        await PassesAsync(3);
        await loop.StopAsync(default);

        Assert.Equal(["00:00:00", "00:04:00", "00:10:00"], Starts());
        Assert.Equal([true, false, true], scheduled);
    }

    [Fact]
    public async Task A_thousand_rings_while_a_pass_runs_are_one_more_pass_right_after_it()
    {
        using var loop = Loop(Pass(number =>
        {
            for (var ring = 0; ring < 1000 && number == 1; ring++)
                _wakeUp.Ring();
        }));
        await loop.StartAsync(default);

        await PassesAsync(2);
        await _clock.SomebodyWaits();
        Assert.Equal(["00:00:00", "00:00:00"], Starts());
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task Who_rings_in_every_pass_does_not_keep_the_schedule_from_its_turn()
    {
        var scheduled = new List<bool>();
        using var loop = Loop(Pass(number =>
        {
            scheduled.Add(_wakeUp.IsScheduled);
            _clock.Advance(TimeSpan.FromMinutes(4));
            if (number < 5)
                _wakeUp.Ring();
        }));
        await loop.StartAsync(default);

        await PassesAsync(5);
        await _clock.SomebodyWaits();
        await loop.StopAsync(default);

        Assert.Equal(["00:00:00", "00:04:00", "00:08:00", "00:12:00", "00:16:00"], Starts());
        Assert.Equal([true, false, false, true, false], scheduled);
    }

    [Fact]
    public async Task A_ring_before_a_pass_is_answered_by_that_pass()
    {
        _wakeUp.Ring();
        using var loop = Loop(Pass(_ => { }));
        await loop.StartAsync(default);

        await _clock.SomebodyWaits();
        Assert.Equal(["00:00:00"], Starts());
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task A_pass_that_failed_in_part_is_told_and_leaves_the_loop_healthy()
    {
        using var loop = Loop(_ => Task.FromResult<PassResult>(new PassResult.Failed("1 of 9 is not like the others") { IsPartial = true }));
        await loop.StartAsync(default);
        await _clock.SomebodyWaits();
        await loop.StopAsync(default);

        Assert.Contains(1002, _log.Ids);
        Assert.Equal(new HealthVerdict(true, $"the last pass ended at {FakeClock.Start:u}, and failed in part: 1 of 9 is not like the others"), Judge());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50 * 86400)]
    public void An_interval_that_no_timer_can_wait_for_is_refused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new RunLoop(Hanging, new(TimeSpan.FromSeconds(seconds), Once: false), null, _clock, _lifetime, _log));

    private HealthFile Health => new(_folder["health.json"]);

    private HealthVerdict Judge() => HealthCheck.Judge(Health.Read(), _clock.GetUtcNow());

    private RunLoop Loop(Func<CancellationToken, Task<PassResult>> pass, bool once = false, HealthFile? health = null, Func<EndedPass, CancellationToken, Task>? ended = null) =>
        new(pass, new(s_interval, once) { WakeUp = _wakeUp }, health ?? Health, _clock, _lifetime, _log, ended);

    private Func<CancellationToken, Task<PassResult>> Pass(Action<int> work) => _ =>
    {
        Began();
        work(_starts.Count);
        return Task.FromResult<PassResult>(new PassResult.Succeeded());
    };

    private async Task<PassResult> Hanging(CancellationToken _stopping)
    {
        Began();
        await Task.Delay(Timeout.InfiniteTimeSpan, _stopping);
        return new PassResult.Succeeded();
    }

    private void Began()
    {
        lock (_starts)
            _starts.Add(_clock.GetUtcNow() - FakeClock.Start);
    }

    private string[] Starts()
    {
        lock (_starts)
            return [.. _starts.Select(start => start.ToString("c"))];
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
        return new(new(at, finished ? at : null, failure is null, failure, s_interval, Environment.ProcessId));
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
