namespace RegistryJanitor.Storage;

/// <summary>A small file that only grows, synced at every append.</summary>
internal sealed unsafe class AppendOnlyFile : IDisposable
{
    private const uint FileMode = 0x1A4; // rw-r--r--
    private readonly string _path;
    private readonly int _descriptor;

    private AppendOnlyFile(string path, int descriptor)
    {
        _path = path;
        _descriptor = descriptor;
    }

    /// <summary>Opens the file, making it when it is missing.</summary>
    /// <exception cref="StoreException">It cannot be opened for writing.</exception>
    public static AppendOnlyFile Open(string path)
    {
        var flags = Libc.ReadWrite | Libc.Create | Libc.Append | Libc.NoFollow | Libc.CloseOnExec;
        var descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, flags, FileMode);
        return descriptor >= 0
            ? new AppendOnlyFile(path, descriptor)
            : throw new StoreException(path, Errno.Last, "The janitor must be able to write its own directory in the store.");
    }

    /// <summary>Appends, and returns when the bytes are on disk.</summary>
    /// <exception cref="StoreException">They are not, e.g. because the disk is full.</exception>
    public void Append(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            nint written;
            fixed (byte* start = content)
                written = Libc.Write(_descriptor, start, (nuint)content.Length);
            if (written >= 0)
                content = content[(int)written..];
            else if (Errno.Last != Errno.Interrupted)
                throw Failed();
        }

        Sync();
    }

    /// <summary>Empties the file.</summary>
    /// <exception cref="StoreException">It could not be emptied.</exception>
    public void Clear()
    {
        if (Libc.Truncate(_descriptor, 0) != 0)
            throw Failed();
        Sync();
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(_descriptor);

    private void Sync()
    {
        if (Libc.Sync(_descriptor) != 0)
            throw Failed();
    }

    private StoreException Failed() => new(_path, Errno.Last, "Nothing more is moved in this pass; make room on the disk or mend the mount.");
}
