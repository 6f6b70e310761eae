using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>What a link file says: 71 bytes <c>sha256:HEX</c> without a newline (distribution's registry/storage/linkedblobstore.go), or why not.</summary>
public abstract record LinkFile
{
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
        // One byte more than the longest digest, sha512, so that a longer file is seen to be none.
        Span<byte> content = stackalloc byte[136];
        if (!SmallFile.TryRead(path, content, out var length, out var error))
            return error == Errno.NoSuchEntry ? new Missing() : new Unreadable(StoreFault.Unreadable.Because(path, error));
        if (Digest.TryParse(content[..length], out var digest))
            return new Names(digest);
        return new Unreadable(new StoreFault.Unreadable(
            path,
            length == 0 ? "the link is empty: a push is just writing it, or one was cut off" : $"the link says '{Shown(content[..length])}', which is no digest",
            "If it stays so, push that image again or delete the tag; its repository keeps its manifests until then."));
    }

    /// <summary>The stamp of any file; null when there is none or it cannot be known.</summary>
    public static FileStamp? StampOf(string path)
    {
        using var directory = OpenDirectory.TryOpen(Path.GetDirectoryName(path) ?? "/", out _);
        return directory is not null && directory.TryStat(Path.GetFileName(path), ""u8, out var found, out _) ? found.Stamp : null;
    }

    private static string Shown(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(content[..Math.Min(content.Length, 40)]))
            text.Append(char.IsControl(character) ? '?' : character);
        return text.ToString();
    }
}
