using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RegistryJanitor.Tests.Support;

/// <summary>Notes which files (not directories) below a directory are opened, by whom and how ever: inotify(7).</summary>
internal sealed unsafe partial class OpenedFiles : IDisposable
{
    private const int NonBlocking = 0x800;
    private const uint Open = 0x20;
    private const uint IsDirectory = 0x40000000;
    private const int HeaderSize = 16;

    private readonly int _watch;

    public OpenedFiles(string root)
    {
        _watch = Initialize(NonBlocking);
        foreach (var directory in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Append(root))
            Assert.True(Watch(_watch, directory, Open) >= 0);
    }

    /// <summary>The names of those opened since the last question.</summary>
    public List<string> Take()
    {
        var names = new List<string>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
                count = Read(_watch, start, (nuint)buffer.Length);
            if (count <= 0)
                return names;
            for (var events = buffer.AsSpan(0, (int)count); !events.IsEmpty;)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(events[12..]);
                if ((BinaryPrimitives.ReadUInt32LittleEndian(events[4..]) & IsDirectory) == 0)
                    names.Add(Encoding.UTF8.GetString(events.Slice(HeaderSize, length)).TrimEnd('\0'));
                events = events[(HeaderSize + length)..];
            }
        }
    }

    public void Dispose() => _ = Close(_watch);

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Initialize(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Watch(int descriptor, string path, uint events);

    [LibraryImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int descriptor, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
