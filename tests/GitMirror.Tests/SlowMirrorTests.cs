using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.GitMirror.Waking;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class SlowMirrorTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private readonly WakeUp _wakeUp = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private SyncRequests? _requests;
    private MirrorPass? _pass;

    public SlowMirrorTests() => _stage.With = settings => settings with { Interval = TimeSpan.FromMilliseconds(1) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        _open.TrySetResult();
        if (_pass is not null)
            await _pass.WhenIdleAsync();
        await _stage.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_mirror_that_takes_long_does_not_keep_the_others_from_their_turns_in_later_passes()
    {
        var (app, slow) = (_stage.Upstream(), _stage.Upstream("slow"));
        Hang("slow");
        await PrepareAsync(TimeSpan.FromSeconds(2));

        Assert.IsType<PassResult.Succeeded>(await RunAsync(scheduled: true));
        var commit = app.Commit("main", "second");
        Assert.IsType<PassResult.Succeeded>(await RunAsync(scheduled: true));

        Assert.Equal(commit, _stage.State().New);
        Assert.Equal(["app"], _pass!.Report.Turns.Select(turn => turn.Mirror.Name.Value), StringComparer.Ordinal);
        Assert.Single(_stage.Server.Requests, request => request.Contains("/slow.git", StringComparison.Ordinal));

        _open.SetResult();
        await _pass.WhenIdleAsync();
        Assert.Equal(slow.Git("rev-parse", "main"), _stage.State("slow").New);
        Assert.Equal(["app", "slow"], _pass.Report.Turns.Select(turn => turn.Mirror.Name.Value), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_idle_mirror_that_is_asked_for_does_not_wait_for_a_slow_one()
    {
        var app = _stage.Upstream();
        _stage.Upstream("slow");
        Hang("slow");
        await PrepareAsync(TimeSpan.FromMinutes(10));
        var pass = RunAsync(scheduled: true);
        while (!File.Exists(_stage.Layout.State(new("app"))) || _pass!.Report.Turns.All(turn => turn.Mirror.Name.Value is not "app"))
            await Task.Delay(10);
        var commit = app.Commit("main", "second");

        _requests!.AskFor("app", "webhook");
        await pass.WaitAsync(TimeSpan.FromSeconds(30));
        await RunAsync(scheduled: false);

        Assert.Equal((commit, "webhook"), (_stage.State().New, _stage.State().Reason));
    }

    [Fact]
    public async Task Who_is_asked_for_in_the_middle_of_its_turn_has_another_one()
    {
        var upstream = _stage.Upstream("slow");
        Hang("slow");
        await PrepareAsync(TimeSpan.FromMilliseconds(1));
        await RunAsync(scheduled: true);
        _requests!.AskFor("slow", "webhook");
        await RunAsync(scheduled: false);
        Assert.Empty(_requests.Take().Mirrors);

        _open.SetResult();
        await _pass!.WhenIdleAsync();
        Assert.Equal("interval", _stage.State("slow").Reason);
        var commit = upstream.Commit("main", "second");
        await RunAsync(scheduled: false);
        await _pass.WhenIdleAsync();

        Assert.Equal((commit, "webhook"), (_stage.State("slow").New, _stage.State("slow").Reason));
    }

    [Fact]
    public async Task A_stop_ends_also_the_turns_that_no_pass_waits_for()
    {
        _stage.Upstream("slow");
        Hang("slow");
        await PrepareAsync(TimeSpan.FromMilliseconds(1));
        await RunAsync(scheduled: true);

        await _stop.CancelAsync();

        await _pass!.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(File.Exists(_stage.Layout.State(new("slow"))));
    }

    [Fact]
    public async Task No_more_turns_run_at_once_than_there_are_workers_however_many_passes_began_them()
    {
        _stage.With = settings => settings with { Interval = TimeSpan.FromMilliseconds(1), Workers = 1 };
        _stage.Upstream();
        _stage.Upstream("slow");
        Hang("slow");
        await PrepareAsync(TimeSpan.FromMilliseconds(1));
        _requests!.AskFor("slow", "webhook");
        await RunAsync(scheduled: false).WaitAsync(TimeSpan.FromSeconds(30));
        var pass = RunAsync(scheduled: true);

        await Task.Delay(300);
        Assert.False(pass.IsCompleted || File.Exists(_stage.Layout.State(new("app"))));

        _open.SetResult();
        await pass;
        await _pass!.WhenIdleAsync();
        Assert.NotNull(_stage.State().New);
    }

    [Fact]
    public async Task One_pass_that_a_person_asks_for_waits_for_every_mirror()
    {
        _stage.Upstream("slow");
        Hang("slow");
        await PrepareAsync(TimeSpan.FromMilliseconds(1), once: true);
        var pass = RunAsync(scheduled: true);

        await Task.Delay(300);
        Assert.False(pass.IsCompleted);

        _open.SetResult();
        Assert.IsType<PassResult.Succeeded>(await pass);
    }

    [Fact]
    public async Task What_git_mirror_itself_gets_wrong_is_the_fault_of_one_mirror()
    {
        _stage.Upstream();
        _stage.Upstream("odd");
        await PrepareAsync(TimeSpan.FromMinutes(1));
        _stage.Log.Throws = message => message.StartsWith("odd ", StringComparison.Ordinal) && !message.Contains("itself", StringComparison.Ordinal);

        var failed = Assert.IsType<PassResult.Failed>(await RunAsync(scheduled: true));

        Assert.Equal("1 of 2 mirrors are not like their upstream: odd (unexpected)", failed.Sentence);
        Assert.Equal(("failed", "unexpected"), (_stage.State("odd").Outcome, _stage.State("odd").Fault!.Code));
        Assert.NotNull(_stage.State().New);
        Assert.Contains(_stage.Log.Events, line => line.Id == 3007);
    }

    private void Hang(string name) => _stage.Server.InGitsPlace = async context =>
    {
        if (context.Request.RawUrl!.StartsWith($"/{name}.git", StringComparison.Ordinal))
            await _open.Task;
        return false;
    };

    private async Task PrepareAsync(TimeSpan patience, bool once = false)
    {
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{string.Join(", ", _stage.List)}]");
        _requests = new SyncRequests(_wakeUp);
        _pass = new MirrorPass(_stage.Settings, new ListFile(_stage.Settings.List, _stage.Settings.Rules), forge: null, once, accept: null, _stage.Clock, _stage.Log) { Requests = _requests, Patience = patience };
    }

    private Task<PassResult> RunAsync(bool scheduled)
    {
        _wakeUp.Answer(isScheduled: scheduled);
        return _pass!.RunAsync(_stop.Token);
    }
}
