using RegistryJanitor.Daemon;

namespace RegistryJanitor.Storage;

/// <summary>The directory with one report a pass, of which the newest stay.</summary>
/// <param name="layout">The store.</param>
internal sealed class ReportDirectory(StorageLayout layout)
{
    /// <summary>Writes a report, whole, and takes the oldest away.</summary>
    /// <param name="pass">Whose.</param>
    /// <param name="keep">How many stay, 1 or more.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="IOException">It could not be written, or the directory not be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Add(PassId pass, int keep, Action<Stream> write)
    {
        // One level: its parent was made with the lease, and is missing when the store is. A mount that came off must not get a directory in its place.
        if (PosixMutator.MakeDirectory(layout.Reports) is var refused && refused != default)
            throw new IOException($"the directory cannot be made: {refused}");
        WholeFile.Write(layout.ReportOf(pass), write);

        // Names sort by time. A file of somebody else's is never taken away; what a killed janitor left half written is.
        var names = Directory.GetFiles(layout.Reports).Select(path => Path.GetFileName(path)!).ToList();
        var reports = names.FindAll(StorageLayout.IsReport);
        reports.Sort(StringComparer.Ordinal);
        foreach (var name in reports.Take(reports.Count - keep).Concat(names.Where(WholeFile.IsUnfinished)))
            _ = Libc.Unlink(Path.Join(layout.Reports, name)); // the next report tries again
    }
}
