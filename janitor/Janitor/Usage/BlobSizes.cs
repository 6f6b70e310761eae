using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Usage;

/// <summary>How long the blobs of a store are, by number: one <c>statx</c> a blob, eight bytes of memory each.</summary>
internal sealed class BlobSizes
{
    private const int BlobsAtOnce = 64;

    private readonly long[] _bytes;

    private BlobSizes(int count) => _bytes = new long[count];

    /// <summary>How many blobs there are.</summary>
    public int Count => _bytes.Length;

    /// <summary>The length of all of them, bytes.</summary>
    public long Total { get; private set; }

    /// <summary>The length of a blob in bytes; 0 when its bytes are not there, and for a number that is no blob of the inventory.</summary>
    public long this[int number] => number < _bytes.Length ? _bytes[number] : 0;

    /// <summary>Asks for the length of every blob of an inventory.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="digests">The numbers of the blobs.</param>
    /// <param name="parallelism">The most threads at once.</param>
    /// <param name="report">Where to put what could not be looked at, and blobs without bytes; from several threads.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static BlobSizes Read(StorageLayout layout, DigestTable digests, int parallelism, Action<StoreFault> report, CancellationToken stop)
    {
        var sizes = new BlobSizes(digests.BlobCount);
        if (sizes.Count == 0)
            return sizes;
        using var blobs = OpenDirectory.TryOpen(layout.BlobsOf("sha256"), out var error);
        if (blobs is null)
        {
            report(StoreFault.Unreadable.Because(layout.BlobsOf("sha256"), error));
            return sizes;
        }

        var shares = new int[(sizes.Count + BlobsAtOnce - 1) / BlobsAtOnce];
        WorkCrew.ForEach(
            parallelism,
            shares,
            atOnce: 1,
            (share, _) =>
            {
                for (var number = share * BlobsAtOnce; number < Math.Min((share + 1) * BlobsAtOnce, sizes.Count); number++)
                    sizes._bytes[number] = SizeOf(blobs, layout, digests[number], report);
            },
            stop);
        foreach (var bytes in sizes._bytes)
            sizes.Total += bytes;
        return sizes;
    }

    private static long SizeOf(OpenDirectory blobs, StorageLayout layout, Digest digest, Action<StoreFault> report)
    {
        var path = layout.BlobData(digest);
        if (blobs.TryStat(path.AsSpan(path.Length - StorageLayout.BlobDataLength(digest)), ""u8, out var found, out var error))
        {
            if (found.Kind is EntryKind.File)
                return found.Stamp.Size;
            report(StoreFault.Misplaced(path, found.Kind, "the bytes of a blob"));
        }
        else if (error != Errno.NoSuchEntry)
        {
            report(StoreFault.Unreadable.Because(path, error));
        }
        else if (Directory.Exists(layout.Blob(digest))) // otherwise a pass has moved it away since it was listed
        {
            report(new StoreFault.Broken(path, "the blob has no bytes", "If something needs it, `janitor verify` says what; push that again."));
        }

        return 0;
    }
}
