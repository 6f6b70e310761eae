using System.Security.Cryptography;
using System.Text;

namespace RegistryJanitor.Tests.Support;

/// <summary>Every path below a directory, with content and time, as lines that two trees can be compared by.</summary>
internal static class Tree
{
    /// <summary>One line a path, sorted.</summary>
    /// <param name="directory">Where to begin; a directory that does not exist is an empty tree.</param>
    /// <param name="withDirectoryTimes">
    /// False where a directory may have been left and entered again: the registry reads the times of no directory.
    /// </param>
    public static string[] Of(string directory, bool withDirectoryTimes = false) => !Directory.Exists(directory) ? [] :
    [
        .. new DirectoryInfo(directory).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(entry => $"{Path.GetRelativePath(directory, entry.FullName)} {Describe(entry, withDirectoryTimes)}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The paths that the first tree has and the second has not.</summary>
    public static string[] Missing(string[] before, string[] after) =>
        [.. before.Select(Name).Except(after.Select(Name), StringComparer.Ordinal)];

    /// <summary>Fails with what one tree has and the other has not.</summary>
    public static void AssertSame(string situation, string[] expected, string[] actual) => Assert.True(
        expected.AsSpan().SequenceEqual(actual),
        $"{situation}:{string.Concat(expected.Except(actual, StringComparer.Ordinal).Select(line => $"\n- {line}"))}{string.Concat(actual.Except(expected, StringComparer.Ordinal).Select(line => $"\n+ {line}"))}");

    private static string Name(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];

    private static string Describe(FileSystemInfo entry, bool withDirectoryTimes) => entry switch
    {
        { LinkTarget: { } target } => $"-> {target}",
        DirectoryInfo => withDirectoryTimes ? $"directory {Time(entry)}" : "directory",
        FileInfo { Length: < 200 } => $"{Time(entry)} '{File.ReadAllText(entry.FullName, Encoding.Latin1)}'",
        _ => $"{Time(entry)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(entry.FullName)))}",
    };

    private static string Time(FileSystemInfo entry) => entry.LastWriteTimeUtc.ToString("O");
}
