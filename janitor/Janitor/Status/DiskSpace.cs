using RegistryJanitor.Storage;

namespace RegistryJanitor.Status;

/// <summary>The file system that the store is on.</summary>
/// <param name="SizeBytes">All of it.</param>
/// <param name="FreeBytes">What an ordinary user may still write.</param>
internal sealed record DiskSpace(long SizeBytes, long FreeBytes)
{
    /// <summary>Asks; null when the store is away.</summary>
    public static DiskSpace? Of(string root)
    {
        try
        {
            var (free, size) = new FileSystemSpace(root).Read();
            return new DiskSpace(size, free);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            // The pass says it, with the cause; here a figure is missing.
            return null;
        }
    }
}
