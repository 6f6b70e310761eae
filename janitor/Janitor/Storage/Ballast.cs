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

    private const int AtOnce = 256 * 1024;

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
        if (IsThere() || new DriveInfo(layout.Root).AvailableFreeSpace < RoomToMake)
            return;
        if (File.Exists(layout.Ballast))
            _ = mutator.Unlink(layout.Ballast);
        try
        {
            using var file = File.OpenHandle(layout.Ballast, FileMode.CreateNew, FileAccess.Write, preallocationSize: Size);
            var nothing = new byte[AtOnce];

            // Many a network file system cannot set space aside, and .NET does not say so.
            for (var offset = 0L; !IsThere() && offset < Size; offset += AtOnce)
                RandomAccess.Write(file, nothing, offset);
        }
        catch (IOException)
        {
            _ = mutator.Unlink(layout.Ballast);
        }
    }

    /// <summary>As long as it should be, or, only set aside, with as much space.</summary>
    private bool IsThere()
    {
        using var own = OpenDirectory.TryOpen(layout.Own, out _);
        return own is not null && own.TryStat(Path.GetFileName(layout.Ballast), ""u8, out var found, out _) && Math.Max(found.Size, found.Blocks * 512) >= Size;
    }
}
