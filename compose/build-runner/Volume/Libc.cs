using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>The system calls that .NET has no public door to. Constants hold on Linux for x64 and arm64 alike.</summary>
internal static partial class Libc
{
    internal const int NotPermitted = 1; // EPERM
    internal const int NoSuchFile = 2; // ENOENT
    internal const int InterruptedCall = 4; // EINTR
    internal const int Exists = 17; // EEXIST
    internal const int InvalidArgument = 22; // EINVAL
    internal const int TooManyLinks = 31; // EMLINK
    internal const int NoSuchCall = 38; // ENOSYS
    internal const int NotSupported = 95; // EOPNOTSUPP

    internal const int ReadOnly = 0; // O_RDONLY
    internal const int NonBlocking = 0x800; // O_NONBLOCK
    internal const int CloseOnExec = 0x80000; // O_CLOEXEC

    internal const int SigKill = 9;

    internal const int Here = -100; // AT_FDCWD
    internal const uint NoReplace = 1; // RENAME_NOREPLACE

    /// <summary>O_NOFOLLOW: one of the few flags whose number depends on the processor.</summary>
    internal static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int RenameAt2(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int RemoveDirectory(string path);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Kill(int processId, int signal);
}
