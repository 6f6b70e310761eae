namespace RegistryJanitor.Lifecycle.Images;

/// <summary>Something in the folder of an image.</summary>
/// <param name="Path">From the folder, with <c>/</c>.</param>
public abstract record ContextEntry(string Path)
{
    /// <summary>A file.</summary>
    /// <param name="Path">From the folder.</param>
    /// <param name="Place">Where it is, absolute.</param>
    /// <param name="IsExecutable">Whether its owner may run it. Nothing else of a mode counts: the rest differs between checkouts of the same commit.</param>
    /// <param name="Digest">Of its content: SHA-256, hexadecimal.</param>
    public sealed record Regular(string Path, string Place, bool IsExecutable, string Digest) : ContextEntry(Path);

    /// <summary>A folder.</summary>
    /// <param name="Path">From the folder.</param>
    public sealed record Folder(string Path) : ContextEntry(Path);

    /// <summary>A symbolic link to something in the same folder.</summary>
    /// <param name="Path">From the folder.</param>
    /// <param name="Target">As it is written: relative.</param>
    public sealed record Link(string Path, string Target) : ContextEntry(Path);
}
