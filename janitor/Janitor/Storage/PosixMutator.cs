namespace RegistryJanitor.Storage;

/// <summary>The four verbs by system call. Only <see cref="StorageLease"/> hands one out.</summary>
internal sealed class PosixMutator : IStorageMutator
{
    // rwxrwxrwx less the umask, as the registry makes its own.
    private const uint DirectoryMode = 0x1FF;

    public Errno Rename(string from, string to)
    {
        var error = Result(Libc.Rename(from, to));
        if (error != Errno.NoSuchEntry || Path.GetDirectoryName(to) is not { } parent)
            return error;
        error = MakeDirectories(parent);
        return error == default ? Result(Libc.Rename(from, to)) : error;
    }

    public Errno Unlink(string path) => Result(Libc.Unlink(path));

    public Errno RemoveEmptyDirectory(string path) => Result(Libc.RemoveDirectory(path));

    public Errno SyncDirectory(string path)
    {
        var descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, Libc.ReadOnly | Libc.DirectoryOnly | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            return Errno.Last;
        var error = Result(Libc.Sync(descriptor));
        _ = Libc.Close(descriptor);

        // Some network file systems have no sync of a directory; what they rename, the server has.
        return error == Errno.InvalidArgument || error == Errno.NotSupported ? default : error;
    }

    /// <summary>mkdir, one level; that it is there already is no error.</summary>
    internal static Errno MakeDirectory(string path) => Result(Libc.MakeDirectory(path, DirectoryMode)) is var error && error == Errno.Exists ? default : error;

    /// <summary>mkdir -p.</summary>
    internal static Errno MakeDirectories(string path)
    {
        var error = Result(Libc.MakeDirectory(path, DirectoryMode));
        if (error == Errno.NoSuchEntry && Path.GetDirectoryName(path) is { } parent)
        {
            error = MakeDirectories(parent);
            if (error == default)
                error = Result(Libc.MakeDirectory(path, DirectoryMode));
        }

        return error == Errno.Exists ? default : error;
    }

    private static Errno Result(int answer) => answer == 0 ? default : Errno.Last;
}
