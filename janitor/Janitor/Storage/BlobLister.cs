namespace RegistryJanitor.Storage;

/// <summary>Lists every blob of a store.</summary>
public static class BlobLister
{
    /// <summary>The digests of all blobs, in no order.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static List<Digest> List(StorageLayout layout, Action<StoreFault> report)
    {
        var blobs = new List<Digest>();
        Each(layout, blobs.Add, report);
        return blobs;
    }

    /// <summary>The same one by one: a list of a million of them takes 40 MB.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="found">Gets each.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static void Each(StorageLayout layout, Action<Digest> found, Action<StoreFault> report)
    {
        foreach (var (algorithm, algorithmPath) in Directories(layout.Blobs, report))
        {
            foreach (var (_, prefixPath) in Directories(algorithmPath, report))
            {
                foreach (var (hex, path) in Directories(prefixPath, report))
                {
                    if (Digest.TryParseHex(algorithm, hex, out var digest))
                        found(digest);
                    else
                        report(new StoreFault.Stray(path, "no digest", StoreFault.Stray.LeftAlone));
                }
            }
        }
    }

    private static List<(string Name, string Path)> Directories(string path, Action<StoreFault> report)
    {
        using var directory = OpenDirectory.TryOpen(path, out var error);
        return DirectoryLister.Directories(directory, error, path, report).ConvertAll(name => (name, $"{path}/{name}"));
    }
}
