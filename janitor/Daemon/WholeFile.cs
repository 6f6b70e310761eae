using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace RegistryJanitor.Daemon;

/// <summary>Writes files that a reader sees either as they were or as they are meant to be, also after a power cut.</summary>
public static class WholeFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Replaces <paramref name="path"/> by <paramref name="content"/>: a new file beside it, synced, renamed over it, and the directory
    /// synced. A process killed midway can leave a file <c>.&lt;name&gt;.&lt;32 hex&gt;.tmp</c> behind, never a half-written target.
    /// </summary>
    /// <exception cref="IOException">The target is unchanged, unless only the last step, syncing the directory, failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The target is unchanged.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The same for content too long to be held in memory.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content; what it throws leaves the target unchanged and is thrown on.</param>
    /// <exception cref="IOException">The target is unchanged, unless only the last step, syncing the directory, failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The target is unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(target) ?? throw new IOException($"{path} names no file");
        var beside = Path.Join(directory, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");

        using var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        try
        {
            write(file);
            file.Flush(flushToDisk: true);
            // Before the rename: an open handle carries an flock that a .NET reader of the new file would stumble over.
            file.Close();
            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            Unlink(beside);
            throw;
        }

        SyncDirectory(directory);
    }

    /// <summary>Whether a file is what a process left behind that was killed while it wrote.</summary>
    /// <param name="name">Its name, without path.</param>
    public static bool IsUnfinished(string name) =>
        name.Split('.') is ["", _, .., var id, "tmp"] && Guid.TryParseExact(id, "N", out _);

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Our own file of this very call, under a name nobody else has.")]
    private static void Unlink(string beside) => File.Delete(beside);

    private static void SyncDirectory(string directory)
    {
        var descriptor = Repeat(() => Libc.Open(directory, Libc.ReadOnly | Libc.CloseOnExec));
        if (descriptor < 0)
            throw Failure("open", directory);
        try
        {
            // File systems without a notion of syncing a directory (some FUSE and CIFS mounts) answer so; the rename stands.
            if (Repeat(() => Libc.Fsync(descriptor)) < 0
                && Marshal.GetLastPInvokeError() is not (Libc.InvalidArgument or Libc.NotSupported or Libc.ReadOnlyFileSystem))
                throw Failure("sync", directory);
        }
        finally
        {
            // Never repeated: on Linux the descriptor is gone even when close is interrupted, and its number may be someone else's.
            _ = Libc.Close(descriptor);
        }
    }

    private static int Repeat(Func<int> call)
    {
        int result;
        do
            result = call();
        while (result < 0 && Marshal.GetLastPInvokeError() == Libc.InterruptedCall);
        return result;
    }

    private static IOException Failure(string verb, string directory) =>
        new($"cannot {verb} directory {directory}: {Marshal.GetLastPInvokeErrorMessage()}");
}
