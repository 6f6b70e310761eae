using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class MaintenanceTests : IAsyncLifetime
{
    private const int Done = 3050;

    private readonly Stage _stage = new();
    private readonly LaterClock _clock = new();

    public MaintenanceTests()
    {
        _stage.Clock = _clock;
        _stage.With = settings => settings with { Repositories = new RepositoryLimits(long.MaxValue, 0, TimeSpan.FromDays(7)) };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_mirror_is_checked_and_repacked_once_a_week_and_loses_neither_a_ref_nor_what_is_kept()
    {
        var upstream = _stage.Upstream();
        var old = upstream.Commit("old", "work");
        await _stage.PassAsync();
        upstream.Git("update-ref", "-d", "refs/heads/old");
        upstream.Write("main", ("file", "content"));
        await _stage.PassAsync();
        var before = _stage.Refs();
        Assert.DoesNotContain(Done, _stage.Log.Ids);

        _clock.By = TimeSpan.FromDays(8);
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Single(_stage.Log.Ids, id => id == Done);
        Assert.Single(Directory.EnumerateFiles(Path.Join(_stage.Repository(), "objects", "pack"), "*.pack"));
        Assert.Equal(before, _stage.Refs());
        Assert.Equal([$"{old} heads/old"], _stage.Kept());
        Assert.Equal("commit", _stage.Git("cat-file", "-t", old));

        _clock.By = TimeSpan.FromDays(14);
        await _stage.PassAsync();
        Assert.Single(_stage.Log.Ids, id => id == Done);
    }

    [Fact]
    public async Task A_mirror_that_changed_fifty_times_does_not_wait_for_its_week()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        _clock.By = TimeSpan.FromHours(2);
        var packs = Path.Join(_stage.Repository(), "objects", "pack", "pack");
        for (var change = 0; change < 52; change++)
            UpstreamRepository.With(_stage.Repository(), $"{UpstreamRepository.With(_stage.Repository(), $"{change}", "hash-object", "-w", "--stdin")}\n", "pack-objects", "--quiet", packs);
        upstream.Commit("main", "last");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Single(_stage.Log.Ids, id => id == Done);
        Assert.Single(Directory.EnumerateFiles(Path.Join(_stage.Repository(), "objects", "pack"), "*.pack"));
    }

    [Fact]
    public async Task Mirrors_that_came_on_one_day_are_not_all_repacked_on_one_day()
    {
        _stage.Upstream();
        for (var copy = 0; copy < 20; copy++)
            _stage.List.Add($"{{ name: copy-{copy}, upstream: '{_stage.Server.Url("app.git")}' }}");
        await _stage.PassAsync();

        _clock.By = TimeSpan.FromDays(3.5);
        await _stage.PassAsync();

        Assert.InRange(_stage.Log.Ids.Count(id => id == Done), 4, 17);
    }

    [Fact]
    public async Task A_damaged_mirror_says_so_until_its_directory_is_moved_away_and_is_then_filled_anew()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var first = Directory.GetFiles(Path.Join(_stage.Repository(), "objects", "pack"));
        upstream.Write("main", ("file", "content"));
        await _stage.PassAsync();
        foreach (var file in first)
            Rename(file, Path.Join(_stage.Layout.DataDirectory, Path.GetFileName(file)));
        _clock.By = TimeSpan.FromDays(8);

        await FailsAsync();
        Assert.Equal("corrupt", _stage.State().Fault!.Code);
        upstream.Commit("main", "later");
        await FailsAsync();

        Directory.CreateDirectory(Path.Join(_stage.Layout.DataDirectory, "away"));
        Rename(_stage.Repository(), Path.Join(_stage.Layout.DataDirectory, "away", "app.git"));
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
        Assert.Equal("content", _stage.Git("cat-file", "blob", "refs/heads/main~1:file"));
    }

    [Fact]
    public async Task Where_something_was_swept_the_mirror_is_checked_before_anything_is_fetched_into_it()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        var first = Directory.GetFiles(Path.Join(_stage.Repository(), "objects", "pack"));
        upstream.Write("main", ("file", "content"));
        await _stage.PassAsync();
        foreach (var file in first)
            Rename(file, Path.Join(_stage.Layout.DataDirectory, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Join(_stage.Repository(), "objects", "pack", "tmp_pack_AbCdEf"), "");
        upstream.Commit("main", "later");

        await FailsAsync();

        Assert.DoesNotContain(_stage.Server.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_killed_repacking_left_is_swept_and_the_next_one_works()
    {
        var upstream = _stage.Upstream();
        upstream.Write("main", ("file", "content"));
        await _stage.PassAsync();
        _clock.By = TimeSpan.FromDays(8);
        await _stage.PassAsync();
        string[] left =
        [
            "packed-refs.new", "packed-refs.lock", "gc.pid.lock", "objects/info/commit-graph.lock", "objects/info/commit-graphs/commit-graph-chain.lock", "objects/pack/multi-pack-index.lock",
            "objects/pack/.tmp-123-pack-abc.pack", "objects/pack/tmp_idx_AbCdEf", "objects/ab/tmp_obj_AbCdEf",
        ];
        foreach (var file in left.Select(name => Path.Join(_stage.Repository(), name)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "");
        }

        await File.WriteAllTextAsync(Path.Join(_stage.Repository(), "gc.pid"), $"{Environment.ProcessId} {Environment.MachineName}");
        upstream.Commit("main", "later");
        _clock.By = TimeSpan.FromDays(16);
        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.DoesNotContain(left, file => File.Exists(Path.Join(_stage.Repository(), file)));
        Assert.Equal(2, _stage.Log.Ids.Count(id => id == Done));
    }

    private async Task FailsAsync() =>
        Assert.Contains("app (corrupt)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);

    private static void Rename(string from, string to)
    {
        using var move = System.Diagnostics.Process.Start("mv", [from, to]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }
}
