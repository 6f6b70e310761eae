namespace RegistryJanitor.Verification;

/// <summary>A number for each of very many digests, for several threads: 60 bytes each, where a concurrent dictionary takes twice that.</summary>
internal sealed class DigestTable
{
    // So many that threads seldom meet; a power of two.
    private const int Shards = 64;

    private readonly Dictionary<Digest, long>[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new Dictionary<Digest, long>())];

    /// <summary>The digests whose number is in a range.</summary>
    /// <param name="least">The first of it.</param>
    /// <param name="most">The last of it.</param>
    public List<Digest> Between(long least, long most)
    {
        var found = new List<Digest>();
        foreach (var shard in _shards)
        {
            lock (shard)
            {
                foreach (var (digest, value) in shard)
                {
                    if (value >= least && value <= most)
                        found.Add(digest);
                }
            }
        }

        return found;
    }

    /// <summary>Sets the number of a digest.</summary>
    public void Set(Digest digest, long value)
    {
        var shard = ShardOf(digest);
        lock (shard)
            shard[digest] = value;
    }

    /// <summary>Sets the number of a digest that has none, or a certain one; false when it has another.</summary>
    public bool TryReplace(Digest digest, long old, long value)
    {
        var shard = ShardOf(digest);
        lock (shard)
        {
            if (shard.TryGetValue(digest, out var found) && found != old)
                return false;
            shard[digest] = value;
            return true;
        }
    }

    /// <summary>The number of a digest; false when it has none.</summary>
    public bool TryGet(Digest digest, out long value)
    {
        var shard = ShardOf(digest);
        lock (shard)
            return shard.TryGetValue(digest, out value);
    }

    /// <summary>Takes a digest out.</summary>
    public void Remove(Digest digest)
    {
        var shard = ShardOf(digest);
        lock (shard)
            shard.Remove(digest);
    }

    private Dictionary<Digest, long> ShardOf(Digest digest) => _shards[digest.GetHashCode() & (Shards - 1)];
}
