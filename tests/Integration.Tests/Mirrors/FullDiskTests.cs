using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Mirrors;

public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly MirrorStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [RootFact]
    public async Task A_disk_that_fills_up_in_any_step_of_a_pass_loses_nothing_and_the_next_pass_with_space_completes()
    {
        await using var disk = await SmallDisk.MountAsync(_stage.Folder, "40M");
        _stage.Data = Path.Join(disk.Root, "data");
        var upstream = _stage.Upstream();
        (await _stage.OnceAsync()).Expect(0);
        var kibibytes = 0;
        // From not a byte to enough: objects, refs and state run out of space in turn.
        foreach (var free in new[] { 0, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 8192 })
        {
            var (before, state) = (_stage.Git("rev-parse", "refs/heads/main"), _stage.State());
            var commit = upstream.Write("main", ("large", Noise.Of(1_500_000)), ($"file-{free}", "content"));
            await FillAsync(disk, free);

            var full = await _stage.OnceAsync();

            var now = _stage.Git("rev-parse", "refs/heads/main");
            Assert.True(string.Equals(now, before, StringComparison.Ordinal) || string.Equals(now, commit, StringComparison.Ordinal), $"{full}");
            // Either the old state, whole, or the new one, whole: and the new one only where the ref is there.
            Assert.True(full.Code == 0 || _stage.State().Contains("\"outcome\": \"failed\"", StringComparison.Ordinal) || string.Equals(_stage.State(), state, StringComparison.Ordinal), $"{full}");
            _stage.Git("fsck", "--connectivity-only");
            (await SmallDisk.RunAsync("rm", "-f", $"{disk.Root}/fill")).Expect(0);
            (await _stage.OnceAsync()).Expect(0);
            Assert.Equal(commit, _stage.Git("rev-parse", "refs/heads/main"));
            Assert.Contains(commit, _stage.State(), StringComparison.Ordinal);
            kibibytes += full.Code == 0 ? free : 0;
        }

        Assert.True(kibibytes > 0, "it never had enough");
    }

    [RootFact]
    public async Task A_disk_with_less_free_than_has_to_stay_free_is_left_alone()
    {
        await using var disk = await SmallDisk.MountAsync(_stage.Folder, "40M");
        _stage.Data = Path.Join(disk.Root, "data");
        _stage.Upstream();
        _stage.Settings.Remove("MIRROR_MIN_FREE_BYTES");

        (await _stage.OnceAsync()).Expect(1, "app disk-nearly-full");
    }

    /// <summary>Leaves so many KiB.</summary>
    private static async Task FillAsync(SmallDisk disk, int kibibytes)
    {
        await SmallDisk.RunAsync("dd", "if=/dev/zero", $"of={disk.Root}/fill", "bs=4096", "status=none"); // ends with "No space left"
        (await SmallDisk.RunAsync("truncate", "-s", $"-{kibibytes}K", $"{disk.Root}/fill")).Expect(0);
    }
}
