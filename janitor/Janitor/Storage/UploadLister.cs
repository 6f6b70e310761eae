namespace RegistryJanitor.Storage;

/// <summary>Lists the uploads of a repository.</summary>
public static class UploadLister
{
    /// <summary>Every upload below a directory.</summary>
    /// <param name="uploads">A repository's <see cref="StorageLayout.Uploads"/>. Missing: no uploads.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static List<UploadSnapshot> List(string uploads, Action<StoreFault> report)
    {
        using var directory = OpenDirectory.TryOpen(uploads, out var error);
        var found = new List<UploadSnapshot>();
        foreach (var id in DirectoryLister.Directories(directory, error, uploads, report))
        {
            if (Look($"{uploads}/{id}", id, report) is { } upload)
                found.Add(upload);
        }

        return found;
    }

    /// <summary>
    /// One upload as it is now; null when it has ended. The newest of four times counts, since any of the files may be missing: the directory's, and
    /// those of <c>data</c>, <c>startedat</c> and <c>hashstates</c>, one of which every request of a push renews.
    /// </summary>
    /// <param name="path">Its directory.</param>
    /// <param name="id">The name of that.</param>
    /// <param name="report">Where to put what could not be read.</param>
    public static UploadSnapshot? Look(string path, string id, Action<StoreFault> report)
    {
        using var directory = OpenDirectory.TryOpen(path, out var error);
        if (directory is not null && directory.TryStat("", "."u8, out var self, out error))
        {
            var data = Stamp("data"u8);
            var newest = self.Stamp.ModifiedNanoseconds;
            foreach (var stamp in (ReadOnlySpan<FileStamp?>)[data, Stamp("startedat"u8), Stamp("hashstates"u8)])
                newest = Math.Max(newest, stamp?.ModifiedNanoseconds ?? newest);
            return new UploadSnapshot(id, new FileStamp(newest, 0).ModifiedAt, data);
        }

        if (error != Errno.NoSuchEntry)
            report(StoreFault.Unreadable.Because(path, error));
        return null;

        FileStamp? Stamp(ReadOnlySpan<byte> name) => directory.TryStat("", name, out var found, out _) ? found.Stamp : null;
    }
}
