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
}
