using RegistryJanitor.Daemon;

namespace RegistryJanitor.Retention;

/// <summary>When space decides, over what the policies say.</summary>
/// <param name="MinFreePercent">Of the file system, that must be free; 0: no matter.</param>
/// <param name="MaxStoreBytes">What all blobs may take; null or 0: no matter.</param>
/// <param name="KeepAtLeast">The newest tags of every repository that stay all the same, at least 1.</param>
public sealed record SpaceLimits(int MinFreePercent, long? MaxStoreBytes, int KeepAtLeast)
{
    /// <summary>Less is a mistake: a number that lacks its unit.</summary>
    public const long LeastStoreBytes = 1 << 20;

    /// <summary>Space never decides.</summary>
    public static SpaceLimits None { get; } = new(0, null, 1);

    /// <summary>Space may decide.</summary>
    public bool AreSet => MinFreePercent > 0 || MaxStoreBytes > 0;

    /// <summary>A sentence for people.</summary>
    public string Sentence
    {
        get
        {
            if (!AreSet)
                return "Space never decides what goes.";
            var free = MinFreePercent > 0 ? $"less than {MinFreePercent}% of the file system is free" : null;
            var store = MaxStoreBytes is > 0 and var most ? $"the store is bigger than {ByteSize.Text(most)}" : null;
            return $"When {string.Join(" or ", new[] { free, store }.OfType<string>())}, holds and undo windows end at once, then the oldest tags go, but never the newest {KeepAtLeast} of a repository.";
        }
    }

    /// <summary>What is missing; null when nothing is.</summary>
    public Shortage? ShortageIn(StoreSpace space)
    {
        var wanted = (long)((decimal)space.TotalBytes * MinFreePercent / 100);
        var free = wanted - space.FreeBytes;
        var store = MaxStoreBytes is > 0 and var most ? space.StoreBytes - most : 0;
        if (free <= 0 && store <= 0)
            return null;
        return free >= store
            ? new Shortage(free, $"{Percent(space)}% of the file system is free, {MinFreePercent}% wanted", IsOurs: free <= space.StoreBytes)
            : new Shortage(store, $"the store takes {ByteSize.Text(space.StoreBytes)}, at most {ByteSize.Text(MaxStoreBytes!.Value)} wanted", IsOurs: true);
    }

    private static long Percent(StoreSpace space) => space.TotalBytes == 0 ? 0 : (long)((decimal)space.FreeBytes * 100 / space.TotalBytes);
}
