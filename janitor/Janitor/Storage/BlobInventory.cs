using System.Collections.Concurrent;
using System.Globalization;

namespace RegistryJanitor.Storage;

/// <summary>Phase 5: the blobs that lay in the store before anything was marked. What comes later is not in it, so it cannot be a candidate.</summary>
/// <remarks>
/// A blob goes by its number, 0 to <see cref="Count"/> - 1 in the order of the digests: what has to be known of millions of them is then a bit or an
/// integer each, and the inventory itself is 32 bytes a blob. The registry stores every blob by its sha256, however it was pushed.
/// </remarks>
public sealed class BlobInventory
{
    private const string Algorithm = "sha256";
    private const int Prefixes = 256;
    private const int DigestBytes = 32;

    // By prefix, the bytes of the digests in their order; and the number of the first of each.
    private readonly byte[][] _digests = new byte[Prefixes][];
    private readonly int[] _starts = new int[Prefixes + 1];
    private readonly ConcurrentBag<string> _emptyDirectories = [];

    [ThreadStatic]
    private static List<Digest>? s_listing;

    private BlobInventory() => Array.Fill(_digests, []);

    /// <summary>No blobs.</summary>
    public static BlobInventory Empty { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => _starts[Prefixes];

    /// <summary>Directories for blobs whose digests begin alike, that have none.</summary>
    public IEnumerable<string> EmptyDirectories => _emptyDirectories.Order(StringComparer.Ordinal);

    /// <summary>The digest of a blob.</summary>
    /// <param name="number">0 or more, less than <see cref="Count"/>.</param>
    public Digest this[int number]
    {
        get
        {
            var found = Array.BinarySearch(_starts, number);
            var prefix = found >= 0 ? found : ~found - 1;
            while (_digests[prefix].Length == 0)
                prefix++; // several prefixes begin at one number when all but the last of them are empty
            return Digest.FromSha256(At(_digests[prefix], number - _starts[prefix]));
        }
    }

    /// <summary>Lists the blobs.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="parallelism">The most threads at once.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's; from several threads.</param>
    /// <param name="stop">Ends the listing.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static BlobInventory Take(StorageLayout layout, int parallelism, Action<StoreFault> report, CancellationToken stop)
    {
        var inventory = new BlobInventory();
        WorkCrew.ForEach(parallelism, ListPrefixes(layout, report), atOnce: 4, (_, prefix) => inventory.List(layout, prefix, report), stop);
        for (var prefix = 0; prefix < Prefixes; prefix++)
            inventory._starts[prefix + 1] = inventory._starts[prefix] + (inventory._digests[prefix].Length / DigestBytes);
        return inventory;
    }

    /// <summary>The number of a blob; false when it is not in the inventory.</summary>
    public bool TryFind(Digest digest, out int number)
    {
        number = -1;
        if (digest.Algorithm is not Algorithm)
            return false;
        Span<byte> wanted = stackalloc byte[DigestBytes];
        digest.CopyTo(wanted);
        var digests = _digests[digest.Prefix];
        var (from, to) = (0, (digests.Length / DigestBytes) - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var order = At(digests, middle).SequenceCompareTo(wanted);
            if (order == 0)
            {
                number = _starts[digest.Prefix] + middle;
                return true;
            }

            (from, to) = order < 0 ? (middle + 1, to) : (from, middle - 1);
        }

        return false;
    }

    private static ReadOnlySpan<byte> At(byte[] digests, int index) => digests.AsSpan(index * DigestBytes, DigestBytes);

    private static List<byte> ListPrefixes(StorageLayout layout, Action<StoreFault> report)
    {
        var prefixes = new List<byte>();
        foreach (var algorithm in List(layout.Blobs, report))
        {
            if (algorithm is not Algorithm)
            {
                report(new StoreFault.Stray($"{layout.Blobs}/{algorithm}", "the registry stores blobs by sha256 only", StoreFault.Stray.LeftAlone));
                continue;
            }

            foreach (var name in List($"{layout.Blobs}/{algorithm}", report))
            {
                if (name.Length == 2 && byte.TryParse(name, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var prefix) && layout.BlobPrefix(algorithm, prefix).EndsWith(name, StringComparison.Ordinal))
                    prefixes.Add(prefix);
                else
                    report(new StoreFault.Stray($"{layout.Blobs}/{algorithm}/{name}", "not the beginning of a digest", StoreFault.Stray.LeftAlone));
            }
        }

        return prefixes;
    }

    private static List<string> List(string path, Action<StoreFault> report)
    {
        using var directory = OpenDirectory.TryOpen(path, out var error);
        return DirectoryLister.Directories(directory, error, path, report);
    }

    private void List(StorageLayout layout, byte prefix, Action<StoreFault> report)
    {
        // One list a thread: of a million blobs, two hundred lists that grow would leave more behind than the inventory itself takes.
        var digests = s_listing ??= [];
        digests.Clear();
        DirectoryLister.Digests(Algorithm, layout.BlobPrefix(Algorithm, prefix), digests, report);
        digests.RemoveAll(digest => digest.Prefix != prefix); // where the registry would not look for them
        digests.Sort();
        var bytes = new byte[digests.Count * DigestBytes];
        for (var i = 0; i < digests.Count; i++)
            digests[i].CopyTo(bytes.AsSpan(i * DigestBytes));
        _digests[prefix] = bytes;
        if (digests.Count == 0)
            _emptyDirectories.Add(layout.BlobPrefix(Algorithm, prefix));
    }
}
