namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>Files of others, which are small when they are what they ought to be.</summary>
internal static class SmallFile
{
    private const int Longest = 1024 * 1024;

    /// <summary>All of it; null: it is not there.</summary>
    /// <exception cref="IOException">It cannot be read, or is longer than 1 MiB.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    internal static byte[]? Read(string path)
    {
        try
        {
            // What has no size is empty, or a named pipe, whose opening waits for somebody who writes.
            if (new FileInfo(path) is { Exists: true, Length: 0 })
                return [];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > Longest)
                throw new IOException($"{path} is longer than 1 MiB");
            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The files of a folder with an ending, by name; none where there is no folder.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal static IReadOnlyList<string> List(string folder, string ending) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(path => path.EndsWith(ending, StringComparison.Ordinal) && Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal)]
        : [];
}
