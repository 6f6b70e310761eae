using Microsoft.Win32.SafeHandles;

namespace RegistryJanitor.Storage;

/// <summary>Opens files of the janitor's own directory, in whose place anything may have come to lie.</summary>
internal static unsafe class RegularFile
{
    /// <summary>Opens a file for reading. Does not wait for the other end of a named pipe, and does not follow a symbolic link.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Of the stream, bytes.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It cannot be opened, or is something else.</exception>
    public static FileStream OpenRead(string path, int bufferSize)
    {
        const int Flags = Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec;
        int descriptor;
        Errno error;
        do
        {
            descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, Flags | Libc.NoFollow, 0);
            error = descriptor < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        if (error == Errno.NoSuchEntry)
            throw new FileNotFoundException(error.ToString(), path);
        if (error != default)
            throw new IOException(error.ToString());

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        byte self = 0;
        Libc.StatXResult found;
        if (Libc.StatX(descriptor, &self, Libc.EmptyPath, Libc.BasicStats, &found) == 0 && found.Kind is EntryKind.File)
            return new FileStream(handle, FileAccess.Read, bufferSize);
        handle.Dispose();
        throw new IOException("no regular file");
    }
}
