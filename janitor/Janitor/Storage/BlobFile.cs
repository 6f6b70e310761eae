using System.Buffers;

namespace RegistryJanitor.Storage;

/// <summary>The bytes of a blob, of any size. A symbolic link in their place is not followed.</summary>
internal static unsafe class BlobFile
{
    // Long enough that a network file system is asked in its own largest unit, below the large object heap's threshold.
    private const int BufferSize = 64 * 1024;

    /// <summary>What lies where a blob's bytes should, by one <c>statx</c>.</summary>
    public static bool TryStat(StorageLayout layout, Digest digest, out Libc.StatXResult found, out Errno error)
    {
        var path = layout.BlobData(digest);
        Libc.StatXResult result;
        do
        {
            var failed = Libc.StatX(Libc.CurrentDirectory, path, Libc.SymlinkNoFollow, Libc.BasicStats, &result) != 0;
            error = failed ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        found = result;
        return error == default;
    }

    /// <summary>Reads a blob from its first byte to its last.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="digest">Which.</param>
    /// <param name="state">Handed on to <paramref name="take"/>.</param>
    /// <param name="take">Gets the bytes, piece by piece.</param>
    /// <param name="error">What the operating system said when the answer is false.</param>
    public static bool TryRead<TState>(
        StorageLayout layout, Digest digest, TState state, ReadOnlySpanAction<byte, TState> take, out Errno error)
    {
        var descriptor = Open(layout.BlobData(digest), out error);
        if (descriptor < 0)
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int length; (length = Read(descriptor, buffer, out error)) > 0;)
                take(buffer.AsSpan(0, length), state);
            return error == default;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = Libc.Close(descriptor);
        }
    }

    private static int Open(string path, out Errno error)
    {
        // Without O_NONBLOCK a named pipe in a file's place would hold the caller for ever.
        var flags = Libc.ReadOnly | Libc.NonBlocking | Libc.NoFollow | Libc.CloseOnExec;
        int descriptor;
        do
        {
            descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, flags, 0);
            error = descriptor < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        return descriptor;
    }

    private static int Read(int descriptor, byte[] buffer, out Errno error)
    {
        int length;
        do
        {
            fixed (byte* start = buffer)
                length = (int)Libc.Read(descriptor, start, (nuint)buffer.Length);
            error = length < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        return length;
    }
}
