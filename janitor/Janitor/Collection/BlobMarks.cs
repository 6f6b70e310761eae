namespace RegistryJanitor.Collection;

/// <summary>A set of blobs by number, a bit each. Safe for several threads.</summary>
/// <param name="count">How many blobs there are; higher numbers are never in the set.</param>
internal sealed class BlobMarks(int count)
{
    private readonly int[] _bits = new int[(count + 31) / 32];

    /// <summary>Whether a blob is in the set.</summary>
    public bool Contains(int number) => number < count && (Volatile.Read(ref _bits[number >> 5]) & (1 << number)) != 0;

    /// <summary>Puts a blob into the set; a digest that is no blob of the inventory is left out.</summary>
    public void Add(int number)
    {
        if (number < count)
            Interlocked.Or(ref _bits[number >> 5], 1 << number);
    }

    /// <summary>Puts all of them into the set.</summary>
    public void AddAll(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            Add(number);
    }

    /// <summary>The blobs that are neither in this set nor in another, ascending.</summary>
    public int[] AbsentFromBoth(BlobMarks other)
    {
        var absent = new List<int>();
        for (var number = 0; number < count; number++)
        {
            if (!Contains(number) && !other.Contains(number))
                absent.Add(number);
        }

        return [.. absent];
    }
}
