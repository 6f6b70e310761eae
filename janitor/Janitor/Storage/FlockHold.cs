using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>A lease by <c>flock</c>: the kernel gives it back when the process dies, however it dies. The file's text is for people.</summary>
internal sealed class FlockHold : ILeaseHold
{
    private const uint FileMode = 0x1A4; // rw-r--r--
    private readonly int _descriptor;

    private FlockHold(int descriptor) => _descriptor = descriptor;

    public CancellationToken Lost => CancellationToken.None;

    /// <summary>Takes the lock if nobody has it.</summary>
    /// <param name="path">The lock file, made when it is missing.</param>
    /// <param name="signature">What it says from then on.</param>
    /// <param name="flock">flock(2) of a descriptor, exclusive, without waiting.</param>
    /// <param name="error"><see cref="Errno.WouldBlock"/> when somebody has it.</param>
    /// <exception cref="StoreException">The file cannot be opened for writing.</exception>
    public static FlockHold? TryTake(string path, string signature, Func<int, Errno> flock, out Errno error)
    {
        var descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, Libc.ReadWrite | Libc.Create | Libc.NoFollow | Libc.CloseOnExec, FileMode);
        if (descriptor < 0)
            throw new StoreException(path, Errno.Last, "The janitor must be able to write its own directory in the store.");
        error = flock(descriptor);
        if (error == default)
        {
            Sign(descriptor, signature);
            return new FlockHold(descriptor);
        }

        _ = Libc.Close(descriptor);
        return null;
    }

    /// <summary>flock(2).</summary>
    public static Errno Lock(int descriptor) => Libc.Lock(descriptor, Libc.LockExclusive | Libc.LockNonBlocking) == 0 ? default : Errno.Last;

    /// <summary>The answers of file systems that have no such lock: old CIFS and FUSE, NFS without its lock service, some clustered ones.</summary>
    public static bool IsMissing(Errno error) =>
        error == Errno.NotImplemented || error == Errno.NotSupported || error == Errno.NoLocks || error == Errno.InvalidArgument;

    public Errno Confirm() => default;

    public void Dispose() => _ = Libc.Close(_descriptor);

    private static unsafe void Sign(int descriptor, string signature)
    {
        var text = Encoding.UTF8.GetBytes($"{signature}\n");
        _ = Libc.Truncate(descriptor, 0);
        fixed (byte* start = text)
            _ = Libc.Write(descriptor, start, (nuint)text.Length);
    }
}
