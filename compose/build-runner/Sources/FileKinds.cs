using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Asks the kernel for it, without following a link.</summary>
internal static unsafe partial class FileKinds
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeWanted = 1; // STATX_TYPE
    private const int NoEntry = 2; // ENOENT
    private const int NoDirectory = 20; // ENOTDIR

    // struct statx, the same on every processor: 256 bytes, stx_mode behind three 32-bit and one 64-bit number and two more of 32 bits.
    private const int ResultSize = 256;
    private const int ModeOffset = 28;

    internal static FileKind Of(string path)
    {
        var result = stackalloc byte[ResultSize];
        if (StatX(CurrentDirectory, path, NoFollow, TypeWanted, result) != 0)
        {
            return Marshal.GetLastPInvokeError() is NoEntry or NoDirectory
                ? FileKind.Missing
                : throw new IOException($"cannot look at {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        return (*(ushort*)(result + ModeOffset) & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            _ => FileKind.Special,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int directory, string path, int flags, uint mask, byte* result);
}
