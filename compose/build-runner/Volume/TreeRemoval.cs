using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>
/// Removes a directory bottom-up: names are listed by kind without following links, files and links are unlinked, directories removed once they are empty. What
/// a symbolic link leads to is never touched, and a name that became a link meanwhile makes rmdir fail instead of leading us elsewhere.
/// </summary>
internal static class TreeRemoval
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Remove(string path)
    {
        if (new DirectoryInfo(path) is { LinkTarget: not null } || File.Exists(path))
        {
            Check(PosixVolume.Call(() => Libc.Unlink(path)), path);
            return;
        }

        if (!Directory.Exists(path))
            return;
        foreach (var (entry, isDirectory) in Entries(path))
        {
            if (isDirectory)
                Remove(entry);
            else
                Check(PosixVolume.Call(() => Libc.Unlink(entry)), entry);
        }

        Check(PosixVolume.Call(() => Libc.RemoveDirectory(path)), path);
    }

    private static List<(string Path, bool IsDirectory)> Entries(string path)
    {
        try
        {
            return List(path);
        }
        catch (UnauthorizedAccessException)
        {
            // A context may hold directories that not even their owner may read.
            File.SetUnixFileMode(path, OwnerAll);
            return List(path);
        }
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Both defaults that skip something are switched off.")]
    private static List<(string Path, bool IsDirectory)> List(string path) =>
    [
        .. new FileSystemEnumerable<(string, bool)>(
            path,
            (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }),
    ];

    private static void Check(int error, string path)
    {
        if (error is not (0 or Libc.NoSuchFile))
            throw PosixVolume.Failure("remove", path, error);
    }
}
