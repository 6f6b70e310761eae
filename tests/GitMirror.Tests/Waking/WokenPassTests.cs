using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.GitMirror.Waking;

namespace RegistryJanitor.GitMirror.Tests.Waking;

public sealed class WokenPassTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private readonly WakeUp _wakeUp = new();
    private SyncRequests? _requests;
    private MirrorPass? _pass;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_mirror_that_was_asked_for_has_its_turn_and_the_others_are_left_alone()
    {
        var (app, tool) = (_stage.Upstream(), _stage.Upstream("tool"));
        await ScheduledAsync();
        var commit = app.Commit("main", "second");
        tool.Commit("main", "second");
        var before = _stage.State("tool");

        _requests!.AskFor("app", "webhook");
        Assert.IsType<PassResult.Succeeded>(await RungAsync());

        Assert.Equal((commit, "webhook"), (_stage.State().New, _stage.State().Reason));
        Assert.Equal((before.New, before.TriedAt, "interval"), (_stage.State("tool").New, _stage.State("tool").TriedAt, _stage.State("tool").Reason));
    }

    [Fact]
    public async Task Who_was_asked_for_waits_for_no_backoff_and_a_regular_pass_does()
    {
        _stage.List.Add($"{{ name: app, upstream: '{_stage.Server.Url("app.git")}' }}");
        Assert.IsType<PassResult.Failed>(await ScheduledAsync());
        var upstream = new UpstreamRepository(_stage.Server.PathOf("app.git"));

        Assert.Equal("1 of 1 mirrors are not like their upstream: app (not-found)", Assert.IsType<PassResult.Failed>(await ScheduledAsync()).Sentence);

        _requests!.AskFor("app", "webhook");
        Assert.IsType<PassResult.Succeeded>(await RungAsync());
        Assert.Equal(upstream.Git("rev-parse", "main"), _stage.State().New);
    }

    [Fact]
    public async Task A_signal_asks_for_every_mirror_and_for_the_list()
    {
        _stage.Upstream();
        await ScheduledAsync();
        _stage.Upstream("tool");
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{string.Join(", ", _stage.List)}]");

        _requests!.AskForAll("signal");
        Assert.IsType<PassResult.Succeeded>(await RungAsync());

        Assert.Equal(("signal", "signal"), (_stage.State().Reason, _stage.State("tool").Reason));
    }

    [Fact]
    public async Task A_pass_over_one_mirror_does_not_forget_that_another_fails()
    {
        _stage.Upstream();
        _stage.List.Add($"{{ name: broken, upstream: '{_stage.Server.Url("broken.git")}' }}");
        await ScheduledAsync();

        _requests!.AskFor("app", "webhook");
        var failed = Assert.IsType<PassResult.Failed>(await RungAsync());

        Assert.Equal("1 of 2 mirrors are not like their upstream: broken (not-found)", failed.Sentence);
        Assert.True(failed.IsPartial);
    }

    [Fact]
    public async Task A_thousand_requests_are_one_turn()
    {
        _stage.Upstream();
        await ScheduledAsync();
        _stage.Server.Requests.Clear();
        for (var i = 0; i < 1000; i++)
            _requests!.AskFor("app", "webhook");

        await RungAsync();
        await RungAsync();

        Assert.Single(_stage.Server.Requests);
    }

    [Fact]
    public async Task A_scheduled_pass_takes_what_was_asked_for_along()
    {
        _stage.Upstream();
        _stage.Upstream("tool");
        await PrepareAsync();
        _requests!.AskFor("app", "webhook");

        await ScheduledAsync();

        Assert.Equal(("webhook", "interval"), (_stage.State().Reason, _stage.State("tool").Reason));
    }

    [Fact]
    public async Task Who_is_asked_for_while_it_waits_for_its_turn_in_a_pass_comes_at_once_and_only_once()
    {
        _stage.Upstream();
        _stage.Upstream("tool");
        var clock = new FakeClock();
        await PrepareAsync(TimeSpan.FromHours(1), clock);
        _wakeUp.Answer(isScheduled: true);
        var pass = _pass!.RunAsync(CancellationToken.None);
        await clock.SomebodyWaits();

        _requests!.AskFor("tool", "webhook");
        while (!File.Exists(_stage.Layout.State(new("tool"))))
            await Task.Delay(10);
        Assert.Equal("webhook", _stage.State("tool").Reason);
        Assert.False(File.Exists(_stage.Layout.State(new("app"))));

        // Git's limits are by the same clock, which stands still while git runs.
        clock.Advance(Backoff.Start(new("app"), TimeSpan.FromHours(1)));
        Assert.IsType<PassResult.Succeeded>(await pass);
        Assert.Equal("interval", _stage.State().Reason);
        Assert.Empty(_requests.Take().Mirrors);
    }

    [Fact]
    public async Task Without_any_list_the_pass_is_ill_and_with_an_old_one_it_fails_in_part()
    {
        _stage.List.Add("{ name: app }");
        Assert.False(Assert.IsType<PassResult.Failed>(await ScheduledAsync()).IsPartial);

        _stage.List.Clear();
        _stage.Upstream();
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{string.Join(", ", _stage.List)}]");
        Assert.IsType<PassResult.Succeeded>(await ScheduledAsync());
        await File.WriteAllTextAsync(_stage.Settings.List, "mirrors: [{ name: app }]");

        Assert.True(Assert.IsType<PassResult.Failed>(await ScheduledAsync()).IsPartial);
        Assert.Single(_pass!.Report.Turns);
        Assert.False(_pass.Report.ListIsGood);
    }

    private async Task PrepareAsync(TimeSpan? interval = null, TimeProvider? clock = null)
    {
        if (_pass is not null)
            return;
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{string.Join(", ", _stage.List)}]");
        _requests = new SyncRequests(_wakeUp);
        // A short interval: its tenth is what mirrors of one pass are spread over.
        _stage.With = settings => settings with { Interval = interval ?? TimeSpan.FromMilliseconds(1) };
        _pass = new MirrorPass(_stage.Settings, new ListFile(_stage.Settings.List, _stage.Settings.Rules), forge: null, once: false, accept: null, clock ?? _stage.Clock, _stage.Log) { Requests = _requests };
    }

    private async Task<PassResult> ScheduledAsync()
    {
        await PrepareAsync();
        _wakeUp.Answer(isScheduled: true);
        return await _pass!.RunAsync(CancellationToken.None);
    }

    private async Task<PassResult> RungAsync()
    {
        _wakeUp.Answer(isScheduled: false);
        return await _pass!.RunAsync(CancellationToken.None);
    }
}
