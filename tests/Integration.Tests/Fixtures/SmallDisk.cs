namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A file system of its own, ext4 in a file. Needs root, or sudo without a password.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string root) => Root = root;

    public string Root { get; }

    /// <summary>What is left of it.</summary>
    public long FreeBytes => new DriveInfo(Root).AvailableFreeSpace;

    public long TotalBytes => new DriveInfo(Root).TotalSize;

    /// <param name="folder">Where the file and the mount point are.</param>
    /// <param name="size">As <c>truncate</c> reads it: <c>200M</c>.</param>
    public static async Task<SmallDisk> MountAsync(Folder folder, string size)
    {
        var (image, root) = (folder["disk.img"], folder["disk"]);
        Directory.CreateDirectory(root);
        (await RunAsync("truncate", "-s", size, image)).Expect(0);
        (await RunAsync("mkfs.ext4", "-q", "-m", "0", "-F", image)).Expect(0);
        (await RunAsync("mount", "-o", "loop", image, root)).Expect(0);
        var disk = new SmallDisk(root);
        (await RunAsync("chown", Environment.UserName, root)).Expect(0);
        return disk;
    }

    /// <summary>Runs a command as root.</summary>
    public static Task<ProgramExit> RunAsync(params string[] command) =>
        StartedProgram.RunAsync(Tools.IsRoot ? command : ["sudo", "--non-interactive", .. command]);

    public async ValueTask DisposeAsync() => (await RunAsync("umount", Root)).Expect(0);
}
