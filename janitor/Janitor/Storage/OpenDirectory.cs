using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>An open directory: its entries, and the stamps of files below it, each without walking its whole path again.</summary>
/// <remarks>Safe for use by several threads once it is open, except <see cref="Dispose"/>.</remarks>
internal sealed unsafe class OpenDirectory : IDisposable
{
    // struct linux_dirent64 (man 2 getdents64): d_reclen, d_type and d_name by offset.
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;
    private const int BufferSize = 32 * 1024;

    // Longer than any path below a repository's directory: a tag has at most 128 characters, a digest 128.
    private const int LongestName = 512;

    private readonly int _descriptor;

    private OpenDirectory(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens a directory. A symbolic link in its place is refused with <see cref="Errno.NotADirectory"/> or <see cref="Errno.SymbolicLink"/>.</summary>
    public static OpenDirectory? TryOpen(string path, out Errno error)
    {
        var flags = Libc.ReadOnly | Libc.DirectoryOnly | Libc.NoFollow | Libc.CloseOnExec;
        int descriptor;
        do
        {
            descriptor = Libc.OpenAt(Libc.CurrentDirectory, path, flags, 0);
            error = descriptor < 0 ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        return descriptor < 0 ? null : new OpenDirectory(descriptor);
    }

    /// <summary>Gets one entry of a listing.</summary>
    /// <param name="name">Its name in UTF-8, without path.</param>
    /// <param name="kind">What it is.</param>
    public delegate void Visitor(ReadOnlySpan<byte> name, EntryKind kind);

    /// <summary>All entries but <c>.</c> and <c>..</c>, in no order. Fails as a whole: half a listing would look like a smaller store.</summary>
    public bool TryList([NotNullWhen(true)] out List<DirectoryEntry>? entries, out Errno error)
    {
        var found = new List<DirectoryEntry>();
        var whole = TryVisit((name, kind) => found.Add(new DirectoryEntry(Encoding.UTF8.GetString(name), kind)), out error);
        entries = whole ? found : null;
        return whole;
    }

    /// <summary>The same without a string an entry. When the answer is false, what was visited is not all there is.</summary>
    public bool TryVisit(Visitor visit, out Errno error)
    {
        var buffer = stackalloc byte[BufferSize];
        while (true)
        {
            var read = (int)Libc.GetDirectoryEntries(_descriptor, buffer, BufferSize);
            error = read < 0 ? Errno.Last : default;
            if (error == Errno.Interrupted)
                continue;
            if (read <= 0)
                return read == 0;
            if (!TryVisit(new ReadOnlySpan<byte>(buffer, read), visit, out error))
                return false;
        }
    }

    /// <summary>The stamp of a file below this directory, symbolic links not followed.</summary>
    /// <param name="name">A tag's or a digest's text, or "" for none.</param>
    /// <param name="suffix">What follows it, e.g. <c>/current/link</c>.</param>
    /// <param name="result">The answer.</param>
    /// <param name="error">Why there is none.</param>
    public bool TryStat(ReadOnlySpan<char> name, ReadOnlySpan<byte> suffix, out Libc.StatXResult result, out Errno error)
    {
        fixed (byte* start = Terminated(name, suffix, stackalloc byte[LongestName]))
            return TryStat(start, out result, out error);
    }

    /// <summary>The first bytes of a file below this directory.</summary>
    /// <param name="name">A tag's or a digest's text, or "" for none.</param>
    /// <param name="suffix">What follows it, e.g. <c>/current/link</c>.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="length">How many bytes were read.</param>
    /// <param name="error">What the operating system said when the answer is false.</param>
    public bool TryRead(ReadOnlySpan<char> name, ReadOnlySpan<byte> suffix, Span<byte> buffer, out int length, out Errno error)
    {
        fixed (byte* start = Terminated(name, suffix, stackalloc byte[LongestName]))
            return SmallFile.TryRead(_descriptor, start, buffer, out length, out error);
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(_descriptor);

    private static Span<byte> Terminated(ReadOnlySpan<char> name, ReadOnlySpan<byte> suffix, Span<byte> path)
    {
        var length = Encoding.UTF8.GetBytes(name, path);
        suffix.CopyTo(path[length..]);
        path[length + suffix.Length] = 0;
        return path;
    }

    private bool TryVisit(ReadOnlySpan<byte> records, Visitor visit, out Errno error)
    {
        error = default;
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[LengthOffset..]);
            var name = records[NameOffset..length];
            var end = name.IndexOf((byte)0);
            if (!name[..end].SequenceEqual("."u8) && !name[..end].SequenceEqual(".."u8))
            {
                if (!TryKind(records[TypeOffset], name[..(end + 1)], out var kind, out error))
                    return false;
                if (kind is { } known)
                    visit(name[..end], known);
            }

            records = records[length..];
        }

        return true;
    }

    /// <summary>Null when the entry went away between the listing and the question.</summary>
    private bool TryKind(byte type, ReadOnlySpan<byte> terminatedName, out EntryKind? kind, out Errno error)
    {
        error = default;
        kind = type switch
        {
            Libc.TypeDirectory => EntryKind.Directory,
            Libc.TypeRegular => EntryKind.File,
            Libc.TypeSymlink => EntryKind.SymbolicLink,
            _ => EntryKind.Other,
        };
        if (type != Libc.TypeUnknown)
            return true;

        // Some file systems (older XFS, some network and FUSE ones) leave the type out of the listing.
        fixed (byte* start = terminatedName)
        {
            if (TryStat(start, out var result, out error))
                kind = result.Kind;
            else if (error == Errno.NoSuchEntry)
                kind = null;
            else
                return false;
        }

        error = default;
        return true;
    }

    private bool TryStat(byte* path, out Libc.StatXResult result, out Errno error)
    {
        Libc.StatXResult found;
        do
        {
            var failed = Libc.StatX(_descriptor, path, Libc.SymlinkNoFollow, Libc.BasicStats, &found) != 0;
            error = failed ? Errno.Last : default;
        }
        while (error == Errno.Interrupted);
        result = found;
        return error == default;
    }
}
