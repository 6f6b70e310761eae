using System.Formats.Tar;
using System.IO.Compression;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Unpacks a tar into a context. Names that lead out, devices and sparse files are refused, and the sentence names the entry.</summary>
internal static class TarUnpacker
{
    private const UnixFileMode UsualDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    /// <summary>Unpacks a file that is a tar, or one that gzip made smaller: its first bytes tell.</summary>
    internal static async Task UnpackFileAsync(string file, ContextTree into, CancellationToken cancel)
    {
        await using var packed = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024);
        var magic = new byte[2];
        var zipped = await packed.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancel) == magic.Length && magic.AsSpan().SequenceEqual(GzipMagic);
        packed.Position = 0;
        if (!zipped)
        {
            await UnpackAsync(packed, into, null, cancel);
            return;
        }

        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        await UnpackAsync(plain, into, null, cancel);
    }

    /// <summary>Unpacks a stream.</summary>
    /// <param name="tar">Need not seek.</param>
    /// <param name="into">Where to.</param>
    /// <param name="file">Takes files in its place, and says whether it did; null: all are written as they are.</param>
    /// <param name="cancel">Ends it.</param>
    internal static async Task UnpackAsync(Stream tar, ContextTree into, Func<TarEntry, ContextPath, Task<bool>>? file, CancellationToken cancel)
    {
        try
        {
            await using var reader = new TarReader(tar, leaveOpen: true);
            var entries = 0;
            for (; await reader.GetNextEntryAsync(copyData: false, cancel) is { } entry; entries++)
                await AddAsync(entry, into, file, cancel);
            // A file that is no tar may look like one without entries.
            if (entries == 0)
                throw new ContextRefusedException("the tar is empty, or is none");
        }
        catch (NotSupportedException odd)
        {
            throw new ContextRefusedException($"the tar has an entry that is neither a file nor a directory nor a link: {odd.Message.TrimEnd('.')}");
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new ContextRefusedException($"the tar is broken, or is none: {broken.Message.TrimEnd('.')}");
        }
    }

    private static async Task AddAsync(TarEntry entry, ContextTree into, Func<TarEntry, ContextPath, Task<bool>>? file, CancellationToken cancel)
    {
        // What git archive begins with: it says of which commit the rest is.
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            return;
        var path = Name(entry, entry.Name, "entry");
        switch (entry.EntryType)
        {
            case TarEntryType.Directory or TarEntryType.DirectoryList:
                into.AddDirectory(path, entry.Mode == UnixFileMode.None ? UsualDirectory : entry.Mode);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile when IsSparse(entry):
                throw Refused(entry, "is a sparse file, whose size is not that of its content; pack it without");
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                if (file is null || !await file(entry, path))
                    await into.AddFileAsync(path, entry.Mode, entry.ModificationTime, entry.DataStream ?? Stream.Null, cancel);
                break;
            case TarEntryType.SymbolicLink:
                into.AddLink(path, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                await into.AddCopyAsync(path, Name(entry, entry.LinkName, "hard link to"), cancel);
                break;
            case TarEntryType.CharacterDevice or TarEntryType.BlockDevice:
                throw Refused(entry, "is a device");
            case TarEntryType.Fifo:
                throw Refused(entry, "is a named pipe");
            case TarEntryType.SparseFile:
                throw Refused(entry, "is a sparse file, whose size is not that of its content; pack it without");
            default:
                throw Refused(entry, $"is neither a file nor a directory nor a link (type '{(char)entry.EntryType}')");
        }
    }

    private static ContextPath Name(TarEntry entry, string name, string what)
    {
        var (path, mistake) = ContextPath.ReadName(name);
        return path ?? throw new ContextRefusedException(
            string.Equals(name, entry.Name, StringComparison.Ordinal)
                ? $"the tar's {what} {Shown(name)} {mistake}"
                : $"the tar's entry {Shown(entry.Name)} is a {what} {Shown(name)}, which {mistake}");
    }

    private static bool IsSparse(TarEntry entry) =>
        entry is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal));

    private static ContextRefusedException Refused(TarEntry entry, string why) => new($"the tar's entry {Shown(entry.Name)} {why}");

    private static string Shown(string name) => Printable.Line(name, 200);
}
