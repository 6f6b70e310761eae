using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>
/// System calls on names relative to an open directory: nobody can put a link in the way between looking and removing, and names need
/// not be UTF-8, which those of a base image sometimes are not.
/// </summary>
internal static partial class DirectoryCalls
{
    internal const int NoSuchFile = 2; // ENOENT
    internal const int Interrupted = 4; // EINTR
    internal const int AccessDenied = 13; // EACCES
    internal const int CrossDevice = 18; // EXDEV
    internal const int IsDirectory = 21; // EISDIR
    internal const int RemoveDirectory = 0x200; // AT_REMOVEDIR

    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    /// <summary>O_DIRECTORY and O_NOFOLLOW, which the two architectures number differently.</summary>
    private static int OnlyADirectory => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x4000 | 0x8000 : 0x10000 | 0x20000;

    /// <summary>Opens a directory, never through a link in the last part of its name; negative: errno is set.</summary>
    internal static int OpenDirectory(int parent, byte[] name) => OpenAt(parent, name, CloseOnExec | OnlyADirectory);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int UnlinkAt(int directory, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int RenameAt(int from, byte[] name, int to, byte[] newName);

    /// <summary>Records as in <c>struct linux_dirent64</c> (man 2 getdents); 0 at the end.</summary>
    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint ReadEntries(int directory, byte[] buffer, nint length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Close(int descriptor);

    /// <summary>Sets the permissions of a name that is no link.</summary>
    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int ChangeMode(int directory, byte[] name, uint mode, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenAt(int directory, byte[] name, int flags);
}
