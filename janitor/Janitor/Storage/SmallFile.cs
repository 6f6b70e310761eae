namespace RegistryJanitor.Storage;

/// <summary>Reads a whole file into a given buffer, without following a symbolic link in its last place.</summary>
internal static unsafe class SmallFile
{
    /// <summary>Reads at most the buffer's length.</summary>
    /// <param name="path">The file.</param>
    /// <param name="buffer">Where the bytes go; filled to the end when the file is at least as long.</param>
    /// <param name="length">How many bytes were read.</param>
    /// <param name="error">What the operating system said when the answer is false.</param>
    public static bool TryRead(string path, Span<byte> buffer, out int length, out Errno error)
    {
        length = 0;

        // Without O_NONBLOCK a named pipe in a link's place would hold the pass for ever.
        var flags = Libc.ReadOnly | Libc.NoFollow | Libc.NonBlocking | Libc.CloseOnExec;
        int descriptor;
        do
        {
            descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, flags, 0);
            error = descriptor < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        if (descriptor < 0)
            return false;

        try
        {
            fixed (byte* start = buffer)
            {
                while (length < buffer.Length)
                {
                    var read = (int)Libc.Read(descriptor, start + length, (nuint)(buffer.Length - length));
                    error = read < 0 ? Errno.Last : default;
                    if (error == Errno.Interrupted)
                        continue;
                    if (read < 0)
                        return false;
                    if (read == 0)
                        break;
                    length += read;
                }
            }

            error = default;
            return true;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }
}
