namespace RegistryJanitor.Integration.Tests;

public sealed class FullDiskTests(ITestOutputHelper output)
{
    [RootFact]
    public async Task A_disk_without_a_byte_left_is_pruned_with_what_an_earlier_pass_set_aside()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("team/app", 4);
        await using var disk = await SmallDisk.MountAsync(stage.Folder, "200M");
        (await SmallDisk.RunAsync("cp", "-a", Path.Join(stage.Store.Root, "docker"), disk.Root)).Expect(0);
        var janitor = stage.Janitor.With("JANITOR_DATA_DIR", disk.Root).With("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", disk.Root);
        stage.Told(await janitor.With("KEEP_LAST_N", "4").OnceAsync()).Expect(0);
        await SmallDisk.RunAsync("dd", "if=/dev/zero", $"of={disk.Root}/fill", "bs=4096", "status=none"); // ends with "No space left"
        Assert.True(disk.FreeBytes < 4096, "the disk is not full");

        stage.Told(await janitor.OnceAsync()).Expect(0, "evicted 2 tags");

        var store = new StoreTree(disk.Root);
        Assert.Equal(["v3", "v4"], store.Tags("team/app"));
        store.HoldsExactly(versions[2..]);
        Assert.True(disk.FreeBytes > 4096, "nothing was given back");
    }
}
