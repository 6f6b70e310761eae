namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A stage's store, seen through a file system with the habits that a test asks for: tests/odd-disk/odd-disk.c lists them.</summary>
internal sealed class OddDisk : IAsyncDisposable
{
    private OddDisk(Stage stage, string root)
    {
        Store = new StoreTree(root);
        Janitor = stage.Janitor.With("JANITOR_DATA_DIR", root).With("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", root);
    }

    /// <summary>The store as the file system shows it.</summary>
    public StoreTree Store { get; }

    /// <summary>The stage's, on that.</summary>
    public JanitorRun Janitor { get; }

    /// <summary>What passes have moved away and not deleted yet.</summary>
    public string[] Trash => Directory.GetFiles(Path.Join(Store.Root, "janitor/trash"), "*", SearchOption.AllDirectories);

    /// <summary>The lease, where there is no flock.</summary>
    public string Lease => Path.Join(Store.Root, "janitor/lease.held");

    public static async Task<OddDisk> MountAsync(Stage stage, params string[] habits)
    {
        var root = Directory.CreateDirectory(stage.Folder["odd"]).FullName;
        (await StartedProgram.RunAsync([Tools.OddDisk, stage.Store.Root, root, string.Join(',', habits)])).Expect(0);
        return new OddDisk(stage, root);
    }

    /// <summary>Opens a file as somebody else on the same mount does.</summary>
    public static FileStream Hold(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Lazily: a test that failed may have left something open in it.</summary>
    public async ValueTask DisposeAsync() => (await StartedProgram.RunAsync(["fusermount3", "-u", "-z", Store.Root])).Expect(0);
}
