namespace RegistryJanitor.Storage;

/// <summary>
/// A file that only takes space, thrown overboard when the disk is full: a journal and the trash's directories need a little, and a full disk is when
/// the janitor is needed most.
/// </summary>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
public sealed class Ballast(StorageLayout layout, IStorageMutator mutator)
{
    /// <summary>Bytes. A directory in the trash takes 4 KiB, a repository some five of them.</summary>
    public const long Size = 8 * 1024 * 1024;

    // Never the last room that a push could have had.
    private const long RoomToMake = 16 * Size;

    /// <summary>Frees the space if there is hardly any left.</summary>
    public void DropWhenFull()
    {
        if (new DriveInfo(layout.Root).AvailableFreeSpace < Size)
            _ = mutator.Unlink(layout.Ballast); // missing when the disk was full from the start; what fails then says so itself
    }

    /// <summary>Takes the space again if there is plenty.</summary>
    public void MakeWhenRoom()
    {
        if (File.Exists(layout.Ballast) || new DriveInfo(layout.Root).AvailableFreeSpace < RoomToMake)
            return;
        try
        {
            using var file = File.OpenHandle(layout.Ballast, FileMode.CreateNew, FileAccess.Write, preallocationSize: Size);
        }
        catch (IOException)
        {
            _ = mutator.Unlink(layout.Ballast); // a file system that cannot set space aside has none of it in this file
        }
    }
}
