using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>Phase 1: one janitor a store. Whoever holds the lease may change the store; the verbs are to be had nowhere else.</summary>
/// <remarks>A <c>flock</c>, so the kernel gives it back when the process dies, however it dies. The file's text is for people.</remarks>
public sealed class StorageLease : IDisposable
{
    private const uint FileMode = 0x1A4; // rw-r--r--
    private readonly int _descriptor;

    private StorageLease(int descriptor) => _descriptor = descriptor;

    /// <summary>What can change the store, for as long as the lease is held.</summary>
    public IStorageMutator Mutator { get; } = new PosixMutator();

    /// <summary>Takes the lease if nobody holds it.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="now">Written into the file, for people.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="holder">Who holds it, when the answer is false.</param>
    /// <exception cref="StoreException">The store is not there, cannot be written, or has no <c>flock</c>.</exception>
    public static bool TryAcquire(
        StorageLayout layout, DateTimeOffset now, [NotNullWhen(true)] out StorageLease? lease, [NotNullWhen(false)] out string? holder)
    {
        lease = null;
        holder = null;
        StoreException.ThrowIfMissing(layout);
        var made = PosixMutator.MakeDirectories(layout.Own);
        if (made != default)
            throw new StoreException(layout.Own, made, "The janitor must be able to write its own directory in the store.");

        var descriptor = Libc.OpenAt(
            Libc.CurrentDirectory, layout.Lease, Libc.ReadWrite | Libc.Create | Libc.NoFollow | Libc.CloseOnExec, FileMode);
        if (descriptor < 0)
            throw new StoreException(layout.Lease, Errno.Last, "The janitor must be able to write its own directory in the store.");
        if (Libc.Lock(descriptor, Libc.LockExclusive | Libc.LockNonBlocking) == 0)
        {
            Sign(descriptor, now);
            lease = new StorageLease(descriptor);
            return true;
        }

        var error = Errno.Last;
        _ = Libc.Close(descriptor);
        if (error != Errno.WouldBlock)
            throw new StoreException(layout.Lease, error, "The store's file system must offer flock, or two janitors could meet.");
        holder = ReadSignature(layout);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(_descriptor);

    private static unsafe void Sign(int descriptor, DateTimeOffset now)
    {
        var text = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {now.UtcDateTime:u}\n"));
        _ = Libc.Truncate(descriptor, 0);
        fixed (byte* start = text)
            _ = Libc.Write(descriptor, start, (nuint)text.Length);
    }

    private static string ReadSignature(StorageLayout layout)
    {
        Span<byte> text = stackalloc byte[256];
        return SmallFile.TryRead(layout.Lease, text, out var length, out _) && length > 0
            ? Encoding.UTF8.GetString(text[..length]).Trim()
            : "a process that has not written its name yet";
    }
}
