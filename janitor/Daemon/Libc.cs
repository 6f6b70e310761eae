using System.Runtime.InteropServices;

namespace RegistryJanitor.Daemon;

/// <summary>The system calls that .NET has no public door to. Constants hold on Linux for x64 and arm64 alike.</summary>
internal static partial class Libc
{
    internal const int InterruptedCall = 4; // EINTR
    internal const int InvalidArgument = 22; // EINVAL
    internal const int ReadOnlyFileSystem = 30; // EROFS
    internal const int NotSupported = 95; // ENOTSUP

    internal const int ReadOnly = 0; // O_RDONLY
    internal const int CloseOnExec = 0x80000; // O_CLOEXEC

    internal const int MayExecute = 1; // X_OK

    internal const short Readable = 1; // POLLIN
    internal const short Closed = 0x10; // POLLHUP

    internal const int SigKill = 9;
    internal const int SigTerm = 15;
    internal const int SigStop = 19;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Poll(ref PollDescriptor descriptor, ulong count, int milliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Asked;
        internal short Answered;
    }
}
