using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class SizeTests : IAsyncLifetime
{
    private const int Kilobyte = 1024;

    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task An_upstream_that_grew_beyond_the_limit_changes_nothing_here_until_the_limit_is_raised()
    {
        var upstream = _stage.Upstream();
        Limit(new RepositoryLimits(100 * Kilobyte, 0, null));
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        var before = _stage.Refs();

        var commit = upstream.Write("main", ("large", Noise.Of(300 * Kilobyte)));

        await FailsAsync("too-big");
        await FailsAsync("too-big");
        Assert.Equal(before, _stage.Refs());

        Limit(new RepositoryLimits(1000 * Kilobyte, 0, null));
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.Equal(commit, _stage.State().New);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_not_filled_further()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var before = _stage.Refs();
        upstream.Commit("main", "second");
        Limit(new RepositoryLimits(long.MaxValue, long.MaxValue / 2, null));

        await FailsAsync("disk-nearly-full");

        Assert.Equal(before, _stage.Refs());
        Assert.DoesNotContain(_stage.Server.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100 * Kilobyte, 0, "too-big")]
    [InlineData(long.MaxValue, 5000, "disk-nearly-full")]
    public async Task A_fetch_that_grows_beyond_a_limit_is_ended_while_it_runs_and_its_halves_are_swept(long most, long least, string code)
    {
        _stage.Upstream();
        await _stage.PassAsync();
        var half = Path.Join(_stage.Repository(), "objects", "pack", "tmp_pack_AbCdEf");
        var free = 6000L;
        var watch = new SizeWatch(new RepositoryLimits(most, least, null), TimeProvider.System) { FreeBytes = _ => free };

        var failed = await Assert.ThrowsAsync<MirrorException>(() => watch.RunAsync(
            _stage.Repository(),
            async stop =>
            {
                await File.WriteAllTextAsync(half, Noise.Of(200 * Kilobyte), stop);
                free = 4000;
                await Task.Delay(Timeout.Infinite, stop);
            },
            CancellationToken.None));

        Assert.Equal(code, failed.Fault.Code);
        Assert.False(File.Exists(half));
    }

    [Fact]
    public async Task A_fetch_that_is_stopped_for_another_reason_is_not_called_too_big()
    {
        _stage.Upstream();
        await _stage.PassAsync();
        var watch = new SizeWatch(new RepositoryLimits(long.MaxValue, 1, null), TimeProvider.System);
        using var stop = new CancellationTokenSource();

        var fetching = watch.RunAsync(_stage.Repository(), stopped => Task.Delay(Timeout.Infinite, stopped), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    private void Limit(RepositoryLimits limits) => _stage.With = settings => settings with { Repositories = limits };

    private async Task FailsAsync(string code) =>
        Assert.Contains($"({code})", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
}
