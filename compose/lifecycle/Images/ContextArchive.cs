using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>The context of an image as a tar: the same bytes for the same content, whenever and by whomever it is packed.</summary>
public static class ContextArchive
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The mode of a file or a folder, which is that of a checkout with the usual umask.</summary>
    public static UnixFileMode ModeOf(ContextEntry entry) => entry is ContextEntry.Regular { IsExecutable: false } ? Plain : Executable;

    /// <summary>Packs it.</summary>
    /// <exception cref="IOException">A file is not as it was read, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read any more.</exception>
    public static void Write(PreparedImage image, Stream into)
    {
        // Not the newer format: its names have the number of the process in them.
        using var tar = new TarWriter(into, TarEntryFormat.Gnu, leaveOpen: true);
        using (var dockerfile = new MemoryStream(Encoding.UTF8.GetBytes(image.Dockerfile)))
            tar.WriteEntry(Entry(TarEntryType.RegularFile, PreparedImage.DockerfileName, Plain, dockerfile));
        foreach (var one in image.Files)
        {
            switch (one)
            {
                case ContextEntry.Regular regular:
                    using (var content = new MemoryStream(Content(regular)))
                        tar.WriteEntry(Entry(TarEntryType.RegularFile, regular.Path, ModeOf(regular), content));
                    break;
                case ContextEntry.Folder folder:
                    tar.WriteEntry(Entry(TarEntryType.Directory, folder.Path, ModeOf(folder), content: null));
                    break;
                case ContextEntry.Link link:
                    var entry = Entry(TarEntryType.SymbolicLink, link.Path, ModeOf(link), content: null);
                    entry.LinkName = link.Target;
                    tar.WriteEntry(entry);
                    break;
            }
        }
    }

    /// <summary>What a file has in it, if that is still what was read.</summary>
    /// <exception cref="IOException">It is not.</exception>
    internal static byte[] Content(ContextEntry.Regular file)
    {
        using var content = ContextFolder.Open(file.Place);
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())).Equals(file.Digest, StringComparison.Ordinal)
            ? bytes.ToArray()
            : throw new IOException($"{file.Place} changed while it was read; run it again when it is still");
    }

    private static GnuTarEntry Entry(TarEntryType type, string path, UnixFileMode mode, Stream? content)
    {
        var entry = new GnuTarEntry(type, path) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch, AccessTime = DateTimeOffset.UnixEpoch, ChangeTime = DateTimeOffset.UnixEpoch };
        if (content is not null)
            entry.DataStream = content;
        return entry;
    }
}
