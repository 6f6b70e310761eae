namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>The right to copy for one data directory; the kernel gives it back when the process dies, however it dies.</summary>
internal sealed class SyncHold : IDisposable
{
    private readonly FileStream _file;

    private SyncHold(FileStream file) => _file = file;

    /// <summary>Takes it without waiting; null: another process has it.</summary>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal static SyncHold? TryTake(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        var path = Path.Join(dataDirectory, "sync.lock");
        try
        {
            // .NET takes an flock for a file that is not shared.
            return new SyncHold(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
