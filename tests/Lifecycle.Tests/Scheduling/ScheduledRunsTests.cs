using System.Diagnostics.CodeAnalysis;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Scheduling;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Scheduling;

public sealed class ScheduledRunsTests : IDisposable
{
    private static readonly LifecycleFile s_file = Given.File("schedule: { sync: '0 * * * *', status: '0 * * * *' }");

    private readonly Folder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly KeptLog<ScheduledRuns> _log = new();
    private readonly LifecycleTally _tally = new();
    private readonly List<string> _begun = [];
    private Func<string, TextWriter, TextWriter, CancellationToken, Task<ExitCode>> _run = (_, _, _, _) => Task.FromResult(ExitCode.Success);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_due_runs_once_and_one_after_the_other()
    {
        var runs = await SeenAsync();
        await LookAsync(runs);
        Assert.Empty(_begun);

        _clock.Advance(TimeSpan.FromHours(1));
        await LookAsync(runs);
        await LookAsync(runs);

        Assert.Equal(["sync", "status"], _begun, StringComparer.Ordinal);
        Assert.All(ScheduleStateFile.Read(_folder.Path).Commands, one => Assert.Equal(("ok", FakeClock.Start + TimeSpan.FromHours(1)), (one.Result, one.EndedAt)));
        _clock.Advance(TimeSpan.FromHours(5));
        await LookAsync(runs);
        await LookAsync(runs);
        Assert.Equal(4, _begun.Count);
    }

    [Fact]
    public async Task A_look_does_not_wait_for_what_runs_and_begins_nothing_beside_it()
    {
        var (going, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _run = async (_, _, _, _) =>
        {
            going.TrySetResult();
            await end.Task;
            return ExitCode.Success;
        };
        var runs = await SeenAsync();
        _clock.Advance(TimeSpan.FromHours(1));

        await runs.BeginAsync(s_file, CancellationToken.None);
        await going.Task;
        _clock.Advance(TimeSpan.FromHours(1));
        await runs.BeginAsync(s_file, CancellationToken.None);

        Assert.Equal(["sync"], _begun, StringComparer.Ordinal);
        Assert.Equal(1, Value("lifecycle_run_running", "sync"));
        Assert.True(ScheduleStateFile.Read(_folder.Path).Of("sync")!.IsOpen);
        end.SetResult();
        await LookAsync(runs);
        Assert.Equal(["sync", "status", "sync"], _begun, StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_a_command_says_is_in_the_log_and_what_went_wrong_is_remembered()
    {
        _run = (command, said, refused, _) =>
        {
            said.WriteLine("3 tags are copied\n\nall is well");
            if (command is "sync")
                refused.Write("one: no such host\ntwo: 429\n");
            return Task.FromResult(command is "sync" ? ExitCode.Failed : ExitCode.Success);
        };
        var runs = await SeenAsync();
        _clock.Advance(TimeSpan.FromHours(1));

        await LookAsync(runs);

        Assert.Equal([5208, 5209, 5209, 5210, 5210, 5212, 5208, 5209, 5209, 5211], _log.Ids);
        var known = ScheduleStateFile.Read(_folder.Path);
        Assert.Equal(("failed", "one: no such host", null), (known.Of("sync")!.Result, known.Of("sync")!.Sentence, known.Of("sync")!.SucceededAt));
        Assert.Equal(("ok", "all is well"), (known.Of("status")!.Result, known.Of("status")!.Sentence));
        Assert.Equal((1, 0), (Value("lifecycle_run_failed", "sync"), Value("lifecycle_run_failed", "status")));
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_at_the_next_start()
    {
        using var stop = new CancellationTokenSource();
        var going = new TaskCompletionSource();
        _run = async (_, _, _, cancel) =>
        {
            going.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return ExitCode.Failed;
        };
        var runs = await SeenAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        await runs.BeginAsync(s_file, stop.Token);
        await going.Task;
        await stop.CancelAsync();
        await runs.EndAsync();
        Assert.Equal(["sync"], _begun, StringComparer.Ordinal);

        _run = (_, _, _, _) => Task.FromResult(ExitCode.Success);
        await LookAsync(Runs());

        Assert.Equal(["sync", "sync", "status"], _begun, StringComparer.Ordinal);
        Assert.Contains("did not come to its end", _log.Events.Last(told => told.Id == 5208 && told.Message.StartsWith("sync", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_our_own_is_told_by_the_next_look_and_the_command_waits_for_its_time()
    {
        _run = (_, _, _, _) => throw new InvalidOperationException("ours");
        var runs = await SeenAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        await runs.BeginAsync(s_file, CancellationToken.None);

        Assert.Equal("ours", (await Assert.ThrowsAsync<InvalidOperationException>(runs.EndAsync)).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.BeginAsync(s_file, CancellationToken.None));
        _run = (_, _, _, _) => Task.FromResult(ExitCode.Success);
        await LookAsync(runs);

        Assert.Equal(["sync", "status"], _begun, StringComparer.Ordinal);
        Assert.Equal("failed", ScheduleStateFile.Read(_folder.Path).Of("sync")!.Result);
    }

    [Fact]
    public async Task Nothing_is_begun_that_cannot_be_written_down()
    {
        _folder.File("state", "no directory");

        await Assert.ThrowsAnyAsync<IOException>(() => Runs().BeginAsync(s_file, CancellationToken.None));

        Assert.Empty(_begun);
    }

    [Fact]
    public async Task What_could_not_be_written_down_at_its_time_runs_as_soon_as_it_can()
    {
        var runs = await SeenAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        Unlink(ScheduleStateFile.PathIn(_folder.Path));
        Directory.CreateDirectory(ScheduleStateFile.PathIn(_folder.Path));
        for (var look = 0; look < 3; look++)
        {
            await runs.BeginAsync(s_file, CancellationToken.None);
            await Assert.ThrowsAnyAsync<Exception>(runs.EndAsync);
            await Assert.ThrowsAnyAsync<Exception>(() => runs.BeginAsync(s_file, CancellationToken.None));
        }

        Assert.Empty(_begun);
        RemoveEmpty(ScheduleStateFile.PathIn(_folder.Path));
        await LookAsync(runs);

        Assert.Equal(["sync", "status"], _begun, StringComparer.Ordinal);
        Assert.Contains("says so", _log.Events.First(told => told.Id == 5208).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_fails_each_time_has_failed_also_while_it_runs_again()
    {
        var (going, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _run = (_, _, refused, _) =>
        {
            refused.Write("no such host\n");
            return Task.FromResult(ExitCode.Failed);
        };
        var runs = await SeenAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        await LookAsync(runs);
        var ended = Value("lifecycle_run_ended_timestamp_seconds", "sync");
        _run = async (_, _, _, _) =>
        {
            going.TrySetResult();
            await end.Task;
            return ExitCode.Success;
        };
        _clock.Advance(TimeSpan.FromHours(1));
        await runs.BeginAsync(s_file, CancellationToken.None);
        await going.Task;

        Assert.Equal((1, 1, ended), (Value("lifecycle_run_running", "sync"), Value("lifecycle_run_failed", "sync"), Value("lifecycle_run_ended_timestamp_seconds", "sync")));
        Assert.True(ScheduleStateFile.Read(_folder.Path).Of("sync")!.IsOpen);
        end.SetResult();
        await LookAsync(runs);
        Assert.Equal((0, 0, ended + 3600), (Value("lifecycle_run_running", "sync"), Value("lifecycle_run_failed", "sync"), Value("lifecycle_run_ended_timestamp_seconds", "sync")));
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A file of a folder that this test made.")]
    private static void Unlink(string path) => File.Delete(path);

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this test made, and empty.")]
    private static void RemoveEmpty(string path) => Directory.Delete(path);

    private ScheduledRuns Runs() => new(
        _folder.Path,
        (_, command, said, refused, stop) =>
        {
            _begun.Add(command);
            return _run(command, said, refused, stop);
        },
        _tally, _clock, _log);

    /// <summary>Runs that have seen the schedule, so that its next time counts.</summary>
    private async Task<ScheduledRuns> SeenAsync()
    {
        var runs = Runs();
        await LookAsync(runs);
        return runs;
    }

    private static async Task LookAsync(ScheduledRuns runs)
    {
        await runs.EndAsync();
        await runs.BeginAsync(s_file, CancellationToken.None);
        await runs.EndAsync();
    }

    private double Value(string metric, string command) =>
        _tally.Metrics().Single(one => one.Name.Equals(metric, StringComparison.Ordinal)).Samples.Single(sample => sample.Labels[0].Value.Equals(command, StringComparison.Ordinal)).Value;
}
