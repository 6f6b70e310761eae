namespace RegistryJanitor.Storage;

/// <summary>The store refused an operation that the pass cannot go on without.</summary>
/// <param name="path">What it was about.</param>
/// <param name="errno">What the operating system said.</param>
/// <param name="hint">What a person can do about it, a sentence.</param>
public sealed class StoreException(string path, Errno errno, string hint) : IOException($"{path}: {errno}. {hint}")
{
    /// <summary>What it was about.</summary>
    public string Path { get; } = path;

    /// <summary>What the operating system said.</summary>
    public Errno Errno { get; } = errno;

    /// <summary>A root directory that is not there is a mistake or a missing mount, never an empty store.</summary>
    /// <exception cref="StoreException">There is no such directory.</exception>
    public static void ThrowIfMissing(StorageLayout layout)
    {
        if (!Directory.Exists(layout.Root))
            throw new StoreException(layout.Root, Errno.NoSuchEntry, "JANITOR_DATA_DIR must be the registry's root directory; is it mounted?");
    }
}
