using System.Buffers;

namespace RegistryJanitor.Storage;

/// <summary>A manifest as it lies in the store, or why it cannot be understood.</summary>
public abstract record ManifestFile
{
    /// <summary>The registry refuses larger ones on push (registry/handlers/manifests.go, maxManifestBodySize), so a larger blob is no manifest.</summary>
    public const int LargestSize = 4 * 1024 * 1024;

    // Most manifests are below 4 KiB; a larger one is read again with a larger buffer.
    private const int UsualSize = 16 * 1024;

    private const string Cure = "Push the image again or delete what names it; its repository keeps its manifests until then.";

    private ManifestFile()
    {
    }

    /// <summary>It was read and everything it refers to is known.</summary>
    public sealed record Understood(Manifest Manifest) : ManifestFile;

    /// <summary>Its bytes are lost.</summary>
    public sealed record Missing(StoreFault.Unreadable Fault) : ManifestFile;

    /// <summary>It may refer to anything.</summary>
    /// <param name="Fault">Why, with a cure.</param>
    /// <param name="Content">What is wrong with the bytes, a clause; null when they could not be read.</param>
    public sealed record NotUnderstood(StoreFault.Unreadable Fault, string? Content = null) : ManifestFile;

    /// <summary>Reads the manifest with a digest.</summary>
    public static ManifestFile Read(StorageLayout layout, Digest digest) => Read(layout.BlobData(digest));

    /// <summary>Reads a manifest where it lies.</summary>
    /// <param name="path">The file.</param>
    public static ManifestFile Read(string path) => Read(path, SmallFile.TryRead);

    /// <summary>The same without walking the whole path.</summary>
    /// <param name="blobs">The open parent of all blobs of the digest's algorithm.</param>
    /// <param name="layout">The store.</param>
    /// <param name="digest">The manifest's digest.</param>
    internal static ManifestFile Read(OpenDirectory blobs, StorageLayout layout, Digest digest)
    {
        var path = layout.BlobData(digest);
        var below = path[^StorageLayout.BlobDataLength(digest)..];
        return Read(path, (string _, Span<byte> buffer, out int length, out Errno error) => blobs.TryRead(below, ""u8, buffer, out length, out error));
    }

    private delegate bool Reader(string path, Span<byte> buffer, out int length, out Errno error);

    private static ManifestFile Read(string path, Reader read)
    {
        for (var size = UsualSize; ; size = LargestSize + 1)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(size);
            try
            {
                if (!read(path, buffer.AsSpan(0, size), out var length, out var error))
                {
                    return error == Errno.NoSuchEntry
                        ? new Missing(new StoreFault.Unreadable(path, "the manifest is missing", Cure))
                        : new NotUnderstood(StoreFault.Unreadable.Because(path, error));
                }

                if (length == size && size <= LargestSize)
                    continue;
                if (length > LargestSize)
                    return NoManifest(path, "", "larger than any manifest can be (4 MiB)");
                var manifest = ManifestReader.Read(buffer.AsSpan(0, length));
                return manifest is Manifest.Unknown unknown
                    ? NoManifest(path, "not a manifest that can be understood: ", unknown.Reason)
                    : new Understood(manifest);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static NotUnderstood NoManifest(string path, string prefix, string content) =>
        new(new StoreFault.Unreadable(path, prefix + content, Cure), content);
}
