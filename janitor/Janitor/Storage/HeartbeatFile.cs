using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>A lease file on disk: one short line, made by one process only and from then on written over in place.</summary>
internal sealed unsafe class HeartbeatFile(string path)
{
    private const uint FileMode = 0x1A4; // rw-r--r--
    private const int LongestText = 512;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Makes the file, which must not exist.</summary>
    /// <returns><see cref="Errno.Exists"/> when it does. After any other error it does not exist.</returns>
    public Errno Make(string text)
    {
        // O_EXCL: of two who try at once, the server lets one.
        var flags = Libc.ReadWrite | Libc.Create | Libc.Exclusive | Libc.NoFollow | Libc.CloseOnExec;
        var descriptor = Libc.OpenAt(Libc.CurrentDirectory, Path, flags, FileMode);
        if (descriptor < 0)
            return Errno.Last;
        var error = Fill(descriptor, text);
        _ = Libc.Close(descriptor);
        if (error != default)
            _ = Libc.Unlink(Path);
        return error;
    }

    /// <summary>What the file says; null with the error when it cannot be read.</summary>
    public string? Read(out Errno error)
    {
        Span<byte> text = stackalloc byte[LongestText];
        return SmallFile.TryRead(Path, text, out var length, out error) ? Encoding.UTF8.GetString(text[..length]) : null;
    }

    /// <summary>Writes over the text if it still begins with an owner's name. Its length does not change, so no reader ever finds half of it.</summary>
    /// <returns><see cref="Errno.LeaseLost"/> when the file is gone or begins otherwise.</returns>
    public Errno Rewrite(string owner, string text)
    {
        var descriptor = Libc.OpenAt(Libc.CurrentDirectory, Path, Libc.ReadWrite | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            return Errno.Last is var error && error == Errno.NoSuchEntry ? Errno.LeaseLost : error;
        try
        {
            // Read and written through one descriptor: a file that has been put in this one's place since must not be written over.
            var found = stackalloc byte[LongestText];
            var length = Libc.Read(descriptor, found, LongestText);
            if (length < 0)
                return Errno.Last;
            var isOurs = Encoding.UTF8.GetString(found, (int)length).StartsWith(owner, StringComparison.Ordinal);
            return isOurs ? Fill(descriptor, text) : Errno.LeaseLost;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static Errno Fill(int descriptor, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        nint written;
        fixed (byte* start = bytes)
            written = Libc.WriteAt(descriptor, start, (nuint)bytes.Length, 0);
        if (written < 0)
            return Errno.Last;
        if (written < bytes.Length)
            return Errno.NoSpace;

        // A network file system may keep what was written for itself until then.
        return Libc.Sync(descriptor) == 0 || Errno.Last == Errno.InvalidArgument ? default : Errno.Last;
    }
}
