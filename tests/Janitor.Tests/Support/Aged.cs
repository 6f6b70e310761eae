namespace RegistryJanitor.Tests.Support;

/// <summary>Directories get the time of the test's machine when they are made; what is old at a fake clock's time has to be made so.</summary>
internal static class Aged
{
    /// <summary>Makes a directory and everything below it old, files left as they are.</summary>
    public static void Directories(string path, DateTimeOffset? at = null)
    {
        foreach (var directory in Directory.GetDirectories(path, "*", SearchOption.AllDirectories).Append(path))
            Directory.SetLastWriteTimeUtc(directory, (at ?? TempStore.LongAgo).UtcDateTime);
    }

    /// <summary>An empty directory.</summary>
    public static string Empty(string path, DateTimeOffset? at = null)
    {
        Directory.CreateDirectory(path);
        Directory.SetLastWriteTimeUtc(path, (at ?? TempStore.LongAgo).UtcDateTime);
        return path;
    }
}
