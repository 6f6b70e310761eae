namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>Every file of a registry at one moment, by its path below <c>docker/registry/v2</c>. Empty directories are not in it.</summary>
internal sealed class StoreFiles : Dictionary<string, StoreFile>
{
    private StoreFiles()
        : base(StringComparer.Ordinal)
    {
    }

    public static StoreFiles Read(string root)
    {
        var files = new StoreFiles();
        var below = $"{root}/docker/registry/v2/";
        foreach (var path in Directory.Exists(below) ? Directory.GetFiles(below, "*", SearchOption.AllDirectories) : [])
            files.Add(path[below.Length..], new StoreFile(File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path)));
        return files;
    }

    /// <summary>What is to be said of one path: null when the same file is in both.</summary>
    public string? Difference(string path, StoreFiles after) =>
        !after.TryGetValue(path, out var there) ? "is gone"
        : !TryGetValue(path, out var here) ? "is new"
        : !here.Content.AsSpan().SequenceEqual(there.Content) ? "has other bytes"
        : here.At != there.At ? "has another time"
        : null;
}
