using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace RegistryJanitor.Storage;

/// <summary>The system calls the store needs and .NET does not offer: directory entries with their type, <c>statx</c> relative to an open
/// directory, <c>rename</c> that never copies, sync of a directory, <c>flock</c>. Numbers are those of Linux on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    // The only two flags here whose value depends on the processor.
    public static readonly int DirectoryOnly = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x4000 : 0x10000;
    public static readonly int NoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x8000 : 0x20000;

    public const int CurrentDirectory = -100;
    public const int SymlinkNoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStats = 0x7ff;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;

    public const byte TypeUnknown = 0;
    public const byte TypeDirectory = 4;
    public const byte TypeRegular = 8;
    public const byte TypeSymlink = 10;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenAt(int directory, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint GetDirectoryEntries(int descriptor, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int directory, byte* path, int flags, uint mask, StatXResult* result);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatX(int directory, string path, int flags, uint mask, StatXResult* result);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(int descriptor, byte* buffer, nuint count, nint offset);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(int descriptor, nint length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveDirectory(string path);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    /// <summary><c>struct statx</c>, the fields used here (linux/stat.h).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatXResult
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(48)]
        public ulong Blocks;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        public readonly EntryKind Kind => (Mode & 0xF000) switch
        {
            0x4000 => EntryKind.Directory,
            0x8000 => EntryKind.File,
            0xA000 => EntryKind.SymbolicLink,
            _ => EntryKind.Other,
        };

        /// <summary>Nanoseconds of 64 bits reach from 1678 to 2261; times outside become the ends, so that they stay older or younger than all others.</summary>
        public readonly FileStamp Stamp => new((Math.Clamp(ModifiedSeconds, -9_223_372_036, 9_223_372_035) * 1_000_000_000) + ModifiedNanoseconds, (long)Size);
    }
}
