using System.Runtime.InteropServices;

namespace RegistryJanitor.Storage;

/// <summary>An error number of the operating system (errno.h of Linux) with the words of its manual page.</summary>
/// <param name="Number">The number, e.g. 2.</param>
public readonly record struct Errno(int Number)
{
    /// <summary>EPERM.</summary>
    public static readonly Errno NotPermitted = new(1);

    /// <summary>ENOENT.</summary>
    public static readonly Errno NoSuchEntry = new(2);

    /// <summary>EINTR.</summary>
    public static readonly Errno Interrupted = new(4);

    /// <summary>EAGAIN, also EWOULDBLOCK: another process holds the lock.</summary>
    public static readonly Errno WouldBlock = new(11);

    /// <summary>EACCES.</summary>
    public static readonly Errno AccessDenied = new(13);

    /// <summary>EBUSY: somebody has it open, on a file system where that matters.</summary>
    public static readonly Errno Busy = new(16);

    /// <summary>EEXIST.</summary>
    public static readonly Errno Exists = new(17);

    /// <summary>EXDEV: a rename to another file system.</summary>
    public static readonly Errno OtherDevice = new(18);

    /// <summary>ENOTDIR.</summary>
    public static readonly Errno NotADirectory = new(20);

    /// <summary>EINVAL.</summary>
    public static readonly Errno InvalidArgument = new(22);

    /// <summary>ENOTSUP.</summary>
    public static readonly Errno NotSupported = new(95);

    /// <summary>ENOSPC.</summary>
    public static readonly Errno NoSpace = new(28);

    /// <summary>EROFS.</summary>
    public static readonly Errno ReadOnly = new(30);

    /// <summary>ENOLCK: no lock service.</summary>
    public static readonly Errno NoLocks = new(37);

    /// <summary>ENOSYS.</summary>
    public static readonly Errno NotImplemented = new(38);

    /// <summary>ENOTEMPTY.</summary>
    public static readonly Errno NotEmpty = new(39);

    /// <summary>ELOOP: a symbolic link where none is followed.</summary>
    public static readonly Errno SymbolicLink = new(40);

    /// <summary>ECANCELED, which no file system answers: the lease is somebody else's, so the store was not touched.</summary>
    public static readonly Errno LeaseLost = new(125);

    /// <summary>What the last system call of this thread left.</summary>
    public static Errno Last => new(Marshal.GetLastPInvokeError());

    /// <inheritdoc/>
    public override string ToString() => $"{Marshal.GetPInvokeErrorMessage(Number)} (errno {Number})";
}
