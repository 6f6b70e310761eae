using System.Runtime.InteropServices;

namespace RegistryJanitor.Tests.Support;

/// <summary>What .NET cannot make.</summary>
internal static partial class Posix
{
    /// <summary>A named pipe: opening it for reading without O_NONBLOCK never returns.</summary>
    public static void NamedPipe(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Assert.Equal(0, MakeFifo(path, 0x1FF));
    }

    /// <summary>A symbolic link, its directory being made.</summary>
    public static void SymbolicLink(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakeFifo(string path, uint mode);
}
