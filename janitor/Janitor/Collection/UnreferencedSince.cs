using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Since when which blobs are unreferenced, as passes saw it: the hold is counted from there, across passes and restarts.</summary>
/// <remarks>
/// A binary file, little-endian: 8 bytes <c>since 1\n</c>; int count, each 32 bytes of sha256 and long seconds since 1970-01-01 UTC; a checksum. One that is
/// missing or damaged makes the hold begin anew.
/// </remarks>
internal static class UnreferencedSince
{
    private static ReadOnlySpan<byte> Magic => "since 1\n"u8;

    /// <summary>Reads the file: moments, UTC, by the numbers of blobs.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="blobs">The blobs that are there.</param>
    /// <param name="fault">What is wrong with the file; null when nothing is.</param>
    public static Dictionary<int, DateTimeOffset> Load(StorageLayout layout, BlobInventory blobs, out StoreFault? fault)
    {
        var since = new Dictionary<int, DateTimeOffset>();
        fault = null;
        try
        {
            using var reader = new ChecksummedReader(layout.Unreferenced);
            Span<byte> magic = stackalloc byte[Magic.Length];
            reader.Read(magic);
            for (var left = magic.SequenceEqual(Magic) ? reader.ReadInt32() : 0; left > 0; left--)
            {
                var digest = reader.ReadDigest();
                var seconds = reader.ReadInt64();
                if (blobs.TryFind(digest, out var number))
                    since[number] = DateTimeOffset.FromUnixTimeSeconds(seconds);
            }
        }
        catch (FileNotFoundException)
        {
            // No pass has come this far yet.
        }
        catch (IOException error)
        {
            fault = new StoreFault.Broken(layout.Unreferenced, error.Message.TrimEnd('.'), "Unreferenced blobs stay for GC_HOLD_SECS from now on.");
        }

        return since;
    }

    /// <summary>Writes the file anew, whole.</summary>
    /// <exception cref="IOException">It cannot be written; the old one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written; the old one stays.</exception>
    public static void Save(StorageLayout layout, IReadOnlyCollection<UnreferencedBlob> unreferenced) =>
        WholeFile.Write(layout.Unreferenced, stream =>
        {
            var writer = new ChecksummedWriter(stream);
            writer.Write(Magic);
            writer.Write(unreferenced.Count);
            foreach (var blob in unreferenced)
            {
                writer.Write(blob.Digest);
                writer.Write(blob.Since.ToUnixTimeSeconds());
            }

            writer.End();
        });
}
