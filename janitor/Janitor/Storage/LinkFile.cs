using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>What a link file says: 71 bytes <c>sha256:HEX</c> without a newline (distribution's registry/storage/linkedblobstore.go), or why not.</summary>
public abstract record LinkFile
{
    // sha512:, and one byte more is read, so that a longer file is seen to be no link.
    private const int LongestDigest = 7 + 128;

    private LinkFile()
    {
    }

    /// <summary>It names a digest.</summary>
    public sealed record Names(Digest Digest) : LinkFile;

    /// <summary>There is no such file.</summary>
    public sealed record Missing : LinkFile;

    /// <summary>It could not be read, or says nothing that is a digest.</summary>
    public sealed record Unreadable(StoreFault.Unreadable Fault) : LinkFile;

    /// <summary>Reads a link. Symbolic links are not followed.</summary>
    public static LinkFile Read(string path)
    {
        Span<byte> content = stackalloc byte[LongestDigest + 1];
        return SmallFile.TryRead(path, content, out var length, out var error)
            ? Understand(content[..length], path)
            : NotRead(error, path);
    }

    /// <summary>Reads the link of one of many tags without walking or building its whole path.</summary>
    /// <param name="tags">A repository's open <see cref="StorageLayout.Tags"/>.</param>
    /// <param name="path">Its path.</param>
    /// <param name="tag">The tag.</param>
    internal static LinkFile Read(OpenDirectory tags, string path, Tag tag)
    {
        Span<byte> content = stackalloc byte[LongestDigest + 1];
        if (!tags.TryRead(tag.Value, "/current/link"u8, content, out var length, out var error))
            return NotRead(error, $"{path}/{tag}/{StorageLayout.CurrentLink}");
        return Digest.TryParse(content[..length], out var digest)
            ? new Names(digest)
            : Understand(content[..length], $"{path}/{tag}/{StorageLayout.CurrentLink}");
    }

    /// <summary>The stamp of any file; null when there is none or it cannot be known.</summary>
    public static FileStamp? StampOf(string path)
    {
        using var directory = OpenDirectory.TryOpen(Path.GetDirectoryName(path) ?? "/", out _);
        return directory is not null && directory.TryStat(Path.GetFileName(path), ""u8, out var found, out _) ? found.Stamp : null;
    }

    /// <summary>The same, ignorance being told from absence.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">Where to put why its stamp cannot be known.</param>
    internal static FileStamp? StampOf(string path, Action<StoreFault> report)
    {
        using var directory = OpenDirectory.TryOpen(Path.GetDirectoryName(path) ?? "/", out var error);
        if (directory is not null && directory.TryStat(Path.GetFileName(path), ""u8, out var found, out error))
            return found.Stamp;
        if (error != Errno.NoSuchEntry)
            report(StoreFault.Unreadable.Because(path, error));
        return null;
    }

    private static LinkFile NotRead(Errno error, string path) =>
        error == Errno.NoSuchEntry ? new Missing() : new Unreadable(StoreFault.Unreadable.Because(path, error));

    private static LinkFile Understand(ReadOnlySpan<byte> content, string path)
    {
        if (Digest.TryParse(content, out var digest))
            return new Names(digest);
        return new Unreadable(new StoreFault.Unreadable(
            path,
            content.IsEmpty ? "the link is empty: a push is just writing it, or one was cut off" : $"the link says '{Shown(content)}', which is no digest",
            "If it stays so, push that image again or delete the tag; its repository keeps its manifests until then."));
    }

    private static string Shown(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(content[..Math.Min(content.Length, 40)]))
            text.Append(char.IsControl(character) ? '?' : character);
        return text.ToString();
    }
}
