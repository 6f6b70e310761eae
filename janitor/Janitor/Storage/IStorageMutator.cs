namespace RegistryJanitor.Storage;

/// <summary>The four ways in which the janitor changes the store. Each either happens as a whole or not at all.</summary>
/// <remarks>An interface because tests stop a pass after every single operation and make single operations fail.</remarks>
public interface IStorageMutator
{
    /// <summary>rename(2), the parent of <paramref name="to"/> being made when it is missing. Across file systems it is an error, never a copy.</summary>
    /// <returns>The error, or none.</returns>
    Errno Rename(string from, string to);

    /// <summary>unlink(2).</summary>
    /// <returns>The error, or none.</returns>
    Errno Unlink(string path);

    /// <summary>rmdir(2): fails with <see cref="Errno.NotEmpty"/> when anything lies in it.</summary>
    /// <returns>The error, or none.</returns>
    Errno RemoveEmptyDirectory(string path);

    /// <summary>fsync(2) of a directory: what was renamed in it stays so when the power fails.</summary>
    /// <returns>The error, or none.</returns>
    Errno SyncDirectory(string path);
}
