namespace RegistryJanitor.Integration.Tests;

public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Size = "200M";

    [RootFact]
    public async Task A_disk_without_a_byte_left_is_pruned_with_what_an_earlier_pass_set_aside()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("team/app", 4);
        await using var disk = await Disk.MountAsync(stage.Folder);
        (await Disk.RunAsync("cp", "-a", Path.Join(stage.Store.Root, "docker"), disk.Root)).Expect(0);
        var janitor = stage.Janitor.With("JANITOR_DATA_DIR", disk.Root).With("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", disk.Root);
        stage.Told(await janitor.With("KEEP_LAST_N", "4").OnceAsync()).Expect(0);
        await Disk.RunAsync("dd", "if=/dev/zero", $"of={disk.Root}/fill", "bs=4096", "status=none"); // ends with "No space left"
        Assert.True(new DriveInfo(disk.Root).AvailableFreeSpace < 4096, "the disk is not full");

        stage.Told(await janitor.OnceAsync()).Expect(0, "evicted 2 tags");

        var store = new StoreTree(disk.Root);
        Assert.Equal(["v3", "v4"], store.Tags("team/app"));
        store.HoldsExactly(versions[2..]);
        Assert.True(new DriveInfo(disk.Root).AvailableFreeSpace > 4096, "nothing was given back");
    }

    /// <summary>A file system of its own, small, in a file.</summary>
    private sealed class Disk : IAsyncDisposable
    {
        private Disk(string root) => Root = root;

        public string Root { get; }

        public static async Task<Disk> MountAsync(Folder folder)
        {
            var (image, root) = (folder["disk.img"], folder["disk"]);
            Directory.CreateDirectory(root);
            (await RunAsync("truncate", "-s", Size, image)).Expect(0);
            (await RunAsync("mkfs.ext4", "-q", "-m", "0", "-F", image)).Expect(0);
            (await RunAsync("mount", "-o", "loop", image, root)).Expect(0);
            var disk = new Disk(root);
            (await RunAsync("chown", Environment.UserName, root)).Expect(0);
            return disk;
        }

        public static Task<ProgramExit> RunAsync(params string[] command) =>
            StartedProgram.RunAsync(Tools.IsRoot ? command : ["sudo", "--non-interactive", .. command]);

        public async ValueTask DisposeAsync() => (await RunAsync("umount", Root)).Expect(0);
    }
}
