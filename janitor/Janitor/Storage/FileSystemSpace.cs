namespace RegistryJanitor.Storage;

/// <summary>How much of a file system is free, by <c>statvfs</c>.</summary>
/// <param name="path">A directory on it.</param>
internal sealed class FileSystemSpace(string path)
{
    /// <summary>Bytes: for the registry to write, and all there are.</summary>
    /// <exception cref="IOException">It cannot be asked.</exception>
    public (long Free, long Total) Read()
    {
        var drive = new DriveInfo(path);
        return (drive.AvailableFreeSpace, drive.TotalSize);
    }
}
