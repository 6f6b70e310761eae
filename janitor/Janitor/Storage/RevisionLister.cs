namespace RegistryJanitor.Storage;

/// <summary>Lists what manifests a repository has, in the store or in a pass's trash.</summary>
public static class RevisionLister
{
    /// <summary>Every revision below a directory, with the stamp of its link.</summary>
    /// <param name="revisions">A repository's <see cref="StorageLayout.Revisions"/>. Missing: no revisions.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static List<RevisionSnapshot> List(string revisions, Action<StoreFault> report)
    {
        var found = new List<RevisionSnapshot>();
        using var parent = OpenDirectory.TryOpen(revisions, out var error);
        foreach (var algorithm in DirectoryLister.Directories(parent, error, revisions, report))
        {
            var path = $"{revisions}/{algorithm}";
            using var directory = OpenDirectory.TryOpen(path, out error);
            foreach (var name in DirectoryLister.Directories(directory, error, path, report))
            {
                if (!Digest.TryParseHex(algorithm, name, out var digest))
                    report(new StoreFault.Stray($"{path}/{name}", "no digest", StoreFault.Stray.LeftAlone));
                else if (directory!.TryStat(name, "/link"u8, out var link, out error))
                    found.Add(new RevisionSnapshot(digest, link.Stamp));
                else if (error != Errno.NoSuchEntry) // a deletion by API leaves the directory without its link
                    report(StoreFault.Unreadable.Because($"{path}/{name}/link", error));
            }
        }

        return found;
    }

    /// <summary>One revision, or null when the repository does not have it or that cannot be known.</summary>
    public static RevisionSnapshot? Find(string revisions, Digest digest)
    {
        using var directory = OpenDirectory.TryOpen($"{revisions}/{digest.Algorithm}/{digest.Hex}", out _);
        return directory is not null && directory.TryStat("", "link"u8, out var link, out _)
            ? new RevisionSnapshot(digest, link.Stamp)
            : null;
    }
}
