namespace RegistryJanitor.Storage;

/// <summary>Reads a whole file into a given buffer, without following a symbolic link in its last place.</summary>
internal static unsafe class SmallFile
{
    // Without O_NONBLOCK a named pipe in a file's place would hold the pass for ever.
    private const int BaseFlags = Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec;

    private static int Flags => BaseFlags | Libc.NoFollow;

    /// <summary>Reads at most the buffer's length.</summary>
    /// <param name="path">The file.</param>
    /// <param name="buffer">Where the bytes go; filled to the end when the file is at least as long.</param>
    /// <param name="length">How many bytes were read.</param>
    /// <param name="error">What the operating system said when the answer is false.</param>
    public static bool TryRead(string path, Span<byte> buffer, out int length, out Errno error)
    {
        int descriptor;
        do
        {
            descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, Flags, 0);
            error = descriptor < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        return TryFill(descriptor, buffer, out length, ref error);
    }

    /// <summary>The same with a path that is UTF-8, ends with a zero, and starts at an open directory.</summary>
    public static bool TryRead(int directory, byte* path, Span<byte> buffer, out int length, out Errno error)
    {
        int descriptor;
        do
        {
            descriptor = Libc.OpenAt(directory, path, Flags, 0);
            error = descriptor < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        return TryFill(descriptor, buffer, out length, ref error);
    }

    private static bool TryFill(int descriptor, Span<byte> buffer, out int length, ref Errno error)
    {
        length = 0;
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
