using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>
/// Gives every digest of a pass a number, so that references between millions of blobs are integers: first the blobs of the inventory, then
/// what is met besides, such as the platforms that a sparse index lacks and what is pushed during the pass. Safe for several threads.
/// </summary>
/// <param name="blobs">What lay in the store.</param>
internal sealed class DigestTable(BlobInventory blobs)
{
    private readonly ConcurrentDictionary<Digest, int> _others = new();
    private readonly List<Digest> _otherDigests = [];
    private readonly Lock _gate = new();

    /// <summary>Numbers below this are blobs of the inventory.</summary>
    public int BlobCount => blobs.Count;

    /// <summary>Numbers below this were given to a digest.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return blobs.Count + _otherDigests.Count;
        }
    }

    /// <summary>The digest that a number was given to.</summary>
    public Digest this[int number]
    {
        get
        {
            if (number < blobs.Count)
                return blobs[number];
            lock (_gate)
                return _otherDigests[number - blobs.Count];
        }
    }

    /// <summary>The number of a digest, a new one if it has none.</summary>
    public int NumberOf(Digest digest)
    {
        if (TryFind(digest, out var number))
            return number;
        lock (_gate)
        {
            if (_others.TryGetValue(digest, out number))
                return number;
            number = blobs.Count + _otherDigests.Count;
            _otherDigests.Add(digest);
            _others[digest] = number;
            return number;
        }
    }

    /// <summary>The numbers of digests.</summary>
    public int[] NumbersOf(IReadOnlyList<Digest> digests)
    {
        var numbers = new int[digests.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = NumberOf(digests[i]);
        return numbers;
    }

    /// <summary>The number of a digest; false when it has none, so nothing refers to it.</summary>
    public bool TryFind(Digest digest, out int number) => blobs.TryFind(digest, out number) || _others.TryGetValue(digest, out number);
}
