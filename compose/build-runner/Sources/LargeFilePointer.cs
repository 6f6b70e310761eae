using System.Globalization;
using System.Text;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>What git has in the place of a large file (git-lfs, docs/spec.md): a few lines that name its content.</summary>
/// <param name="ObjectId">SHA-256 of the content, 64 hexadecimal digits.</param>
/// <param name="Size">Of the content, bytes.</param>
internal sealed record LargeFilePointer(string ObjectId, long Size)
{
    /// <summary>No pointer is longer.</summary>
    internal const int LongestPointer = 1024;

    private const int HexDigits = 64;

    /// <summary>Where git-lfs keeps the content in a repository.</summary>
    internal string PathIn(string repository) => Path.Join(repository, "lfs", "objects", ObjectId[..2], ObjectId[2..4], ObjectId);

    /// <summary>Whether a content is the one that is meant; read from where it stands to its end.</summary>
    internal async Task<bool> IsOfAsync(Stream content, CancellationToken cancel)
    {
        var hash = new Sha256();
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, cancel) is var count and > 0)
            hash.Append(buffer.AsSpan(0, count));
        return hash.Finish() == Digest.Parse($"sha256:{ObjectId}");
    }

    /// <summary>Reads one; null when a file is a file of its own.</summary>
    internal static LargeFilePointer? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("version https://git-lfs.github.com/spec/v1"u8))
            return null;
        string? id = null;
        long? size = null;
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            if (line.StartsWith("oid sha256:", StringComparison.Ordinal) && line[11..] is { Length: HexDigits } hex && hex.All(char.IsAsciiHexDigitLower))
                id = hex;
            else if (line.StartsWith("size ", StringComparison.Ordinal) && long.TryParse(line[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
                size = bytes;
        }

        // What looks like a pointer and is none is a file: git-lfs leaves it alone, too.
        return id is not null && size is { } known ? new LargeFilePointer(id, known) : null;
    }
}
