namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>The right to work on one mirror; the kernel gives it back when the process dies, however it dies.</summary>
public sealed class MirrorHold : IDisposable
{
    private readonly FileStream _file;

    private MirrorHold(FileStream file) => _file = file;

    /// <summary>Takes it without waiting.</summary>
    /// <exception cref="MirrorException">Another process has it.</exception>
    public static MirrorHold Take(string path)
    {
        try
        {
            // .NET takes an flock for a file that is not shared.
            return new MirrorHold(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(path))
        {
            throw new MirrorException(new MirrorFault.Busy());
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
