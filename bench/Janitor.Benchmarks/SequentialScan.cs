using System.Runtime.InteropServices;
using System.Text;
using RegistryJanitor.Storage;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace RegistryJanitor.Benchmarks;

/// <summary>The scan of the Rust janitor: one thread, and for each tag the content of <c>current/link</c> and its mtime by path.</summary>
/// <remarks>
/// As fast as such a loop gets, or the ratio would flatter us: open, read, close and one stat a tag. Rust's <c>read_to_string</c> and
/// .NET's <c>File</c> add a stat for the buffer's size, a second read for the end, and .NET a lock.
/// </remarks>
internal static partial class SequentialScan
{
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int LongestLink = 256;

    public static List<SequentialTag> Run(StorageLayout layout)
    {
        var found = new List<SequentialTag>();
        Walk(layout.Repositories, found);
        return found;
    }

    private static void Walk(string directory, List<SequentialTag> found)
    {
        foreach (var entry in Directory.EnumerateDirectories(directory))
        {
            var name = Path.GetFileName(entry);
            if (name is StorageLayout.ManifestsName)
                ReadTags(directory, Path.Join(entry, "tags"), found);
            else if (name[0] != StorageLayout.InternalPrefix)
                Walk(entry, found);
        }
    }

    private static void ReadTags(string repository, string tags, List<SequentialTag> found)
    {
        foreach (var tag in Directory.EnumerateDirectories(tags))
        {
            var link = Path.Join(tag, StorageLayout.CurrentLink);
            found.Add(new SequentialTag(repository, Path.GetFileName(tag), ReadAll(link), File.GetLastWriteTimeUtc(link)));
        }
    }

    private static unsafe string ReadAll(string path)
    {
        var descriptor = Open(path, ReadOnlyCloseOnExec);
        if (descriptor < 0)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
        var content = stackalloc byte[LongestLink];
        var length = Read(descriptor, content, LongestLink);
        _ = Close(descriptor);
        return Encoding.UTF8.GetString(content, (int)length);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
