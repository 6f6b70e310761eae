using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>A directory of this machine, or one that it has mounted.</summary>
/// <param name="clock">Told in heartbeats, for people; nothing is decided by it.</param>
public sealed class PosixVolume(TimeProvider clock) : IVolume
{
    /// <inheritdoc />
    public bool Rename(string from, string to) => Call(() => Libc.Rename(from, to)) switch
    {
        0 => SyncParents(from, to),
        Libc.NoSuchFile when !Exists(from) => false,
        var error => throw Failure("rename", from, error),
    };

    /// <inheritdoc />
    public bool RenameUnlessTaken(string from, string to)
    {
        switch (Call(() => Libc.RenameAt2(Libc.Here, from, Libc.Here, to, Libc.NoReplace)))
        {
            case 0:
                return SyncParents(from, to);
            case Libc.Exists:
                return false;
            case Libc.NoSuchFile when !Exists(from):
                return false;
            // NFS and some FUSE file systems have no such rename: a second name, then the first one goes. Killed in between, both are there,
            // which the queue can live with: a request beside its own claim waits for its result.
            case Libc.InvalidArgument or Libc.NoSuchCall or Libc.NotSupported when Call(() => Libc.Link(from, to)) is var linked:
                if (linked is Libc.Exists || (linked is Libc.NoSuchFile && !Exists(from)))
                    return false;
                if (linked != 0)
                    throw Failure("rename", from, linked);
                Unlink(from);
                return SyncParents(from, to);
            case var error:
                throw Failure("rename", from, error);
        }
    }

    /// <inheritdoc />
    public bool Publish(string path, ReadOnlyMemory<byte> content)
    {
        var beside = Path.Join(Path.GetDirectoryName(path), $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(content.Span);
            file.Flush(flushToDisk: true);
        }

        try
        {
            var error = Call(() => Libc.Link(beside, path));
            // exFAT, CIFS and some FUSE file systems have no second names.
            if (error is Libc.NotPermitted or Libc.NotSupported or Libc.NoSuchCall or Libc.TooManyLinks)
                error = Call(() => Libc.RenameAt2(Libc.Here, beside, Libc.Here, path, Libc.NoReplace));
            return error switch
            {
                0 => SyncParents(path, path),
                // Over NFS an answer may get lost, and the call that is sent again finds its own work: then the file is there, and we believe that
                // another one wrote it, which does no harm.
                Libc.Exists => false,
                _ => throw Failure("publish", path, error),
            };
        }
        finally
        {
            Unlink(beside);
        }
    }

    /// <inheritdoc />
    public void Touch(string path)
    {
        // Written and not utimes(): then the file server's clock says when.
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Write(Encoding.ASCII.GetBytes(clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc />
    public void Unlink(string path)
    {
        if (Call(() => Libc.Unlink(path)) is var error && error is not (0 or Libc.NoSuchFile))
            throw Failure("remove", path, error);
    }

    /// <inheritdoc />
    public void RemoveTree(string path)
    {
        // A link is removed, and not what it leads to.
        if (Call(() => Libc.Unlink(path)) is var error && error is 0 or Libc.NoSuchFile)
            return;
        if (error is not DirectoryCalls.IsDirectory)
            throw Failure("remove", path, error);
        if (DirectoryWipe.Empty(path, []) is [var failure, ..])
            throw new IOException($"cannot remove {failure}");
        if (Call(() => Libc.RemoveDirectory(path)) is var refused && refused is not (0 or Libc.NoSuchFile))
            throw Failure("remove", path, refused);
    }

    /// <summary>Repeats a call that a signal interrupted; gives 0 or its error.</summary>
    internal static int Call(Func<int> call)
    {
        while (true)
        {
            if (call() >= 0)
                return 0;
            if (Marshal.GetLastPInvokeError() is not Libc.InterruptedCall and var error)
                return error;
        }
    }

    internal static IOException Failure(string verb, string path, int error) => new($"cannot {verb} {path}: {Marshal.GetPInvokeErrorMessage(error)}");

    // Also a link that leads nowhere is there.
    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static bool SyncParents(string from, string to)
    {
        var parents = new[] { Path.GetDirectoryName(to)!, Path.GetDirectoryName(from)! };
        foreach (var parent in parents.Distinct(StringComparer.Ordinal))
            Sync(parent);
        return true;
    }

    private static void Sync(string directory)
    {
        var descriptor = -1;
        if (Call(() => descriptor = Libc.Open(directory, Libc.ReadOnly | Libc.CloseOnExec)) is var refused and not 0)
            throw Failure("open", directory, refused);
        // What cannot be synced (some FUSE and CIFS mounts) is renamed all the same.
        _ = Libc.Fsync(descriptor);
        _ = Libc.Close(descriptor);
    }
}
