namespace RegistryJanitor.Storage;

/// <summary>A second name for a file's bytes: they stay for as long as one of the names does.</summary>
internal static class HardLink
{
    /// <summary>link(2). The parent of <paramref name="link"/> must exist.</summary>
    /// <returns>The error, or none; <see cref="Errno.NotPermitted"/> and its kin where the file system has no hard links.</returns>
    public static Errno Create(string file, string link) => Libc.Link(file, link) == 0 ? default : Errno.Last;
}
