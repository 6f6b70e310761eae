namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>A file of a commit.</summary>
internal abstract record FileReading
{
    private FileReading()
    {
    }

    /// <summary>Its content.</summary>
    /// <param name="Content">Read as UTF-8; what is none is replaced.</param>
    internal sealed record Text(string Content) : FileReading;

    /// <summary>It cannot be read.</summary>
    /// <param name="Why">The end of a sentence that begins with its path.</param>
    internal sealed record Unreadable(string Why) : FileReading;
}
