using System.Security.Cryptography;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>Reads the folder of an image: all that is in it, in one order, and nothing that is not.</summary>
public static class ContextFolder
{
    /// <summary>Bytes of all files together.</summary>
    public const long MostBytes = 64L * 1024 * 1024;

    private const int MostEntries = 10_000;

    /// <summary>Reads it.</summary>
    /// <param name="root">The file's folder, absolute.</param>
    /// <param name="folder">The image's, from there.</param>
    /// <exception cref="ImageException">It is not there, leads out of itself, or is too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static IReadOnlyList<ContextEntry> Read(string root, string folder)
    {
        var place = root;
        foreach (var part in folder.Split('/').Where(part => part is not ("" or ".")))
        {
            place = Path.Join(place, part);
            if (new DirectoryInfo(place).LinkTarget is not null)
                throw new ImageException($"its folder {folder} goes through the link {part}, which may lead anywhere; write the folder itself");
        }

        if (!Directory.Exists(place))
            throw new ImageException($"there is no folder {place}; make it, with a Dockerfile.tmpl in it, or correct folder");
        var found = new List<ContextEntry>();
        var left = MostBytes;
        Walk(place, "", found, ref left);
        return found;
    }

    private static void Walk(string place, string above, List<ContextEntry> found, ref long left)
    {
        foreach (var entry in new DirectoryInfo(place).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = above.Length == 0 ? entry.Name : $"{above}/{entry.Name}";
            if (found.Count == MostEntries)
                throw new ImageException($"its folder has more than {MostEntries} files; keep in it what the image needs");
            if (entry.LinkTarget is { } target)
            {
                found.Add(new ContextEntry.Link(path, Inside(path, target)));
            }
            else if (entry is DirectoryInfo)
            {
                found.Add(new ContextEntry.Folder(path));
                Walk(entry.FullName, path, found, ref left);
            }
            else
            {
                found.Add(OfFile(path, (FileInfo)entry, ref left));
            }
        }
    }

    private static ContextEntry.Regular OfFile(string path, FileInfo file, ref long left)
    {
        left -= file.Length;
        if (left < 0)
            throw new ImageException($"its folder has more than {MostBytes / (1024 * 1024)} MiB; let the Dockerfile fetch what is large");
        using var content = Open(file.FullName);
        return new ContextEntry.Regular(path, file.FullName, file.UnixFileMode.HasFlag(UnixFileMode.UserExecute), Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>What a file has in it. One without a size is not opened: it is empty, or it is a named pipe, whose opening waits for somebody who writes.</summary>
    internal static Stream Open(string place) => new FileInfo(place).Length == 0 ? Stream.Null : File.OpenRead(place);

    /// <summary>
    /// A target that stays inside whatever the links on its way are: up first, then down. Each of those is judged by the same rule.
    /// </summary>
    private static string Inside(string path, string target)
    {
        var (depth, isDown, leaves) = (path.AsSpan().Count('/'), false, target.StartsWith('/'));
        foreach (var part in target.Split('/'))
        {
            if (part is ".." && (isDown || --depth < 0))
                leaves = true;
            else if (part is not ("" or "." or ".."))
                isDown = true;
        }

        return leaves
            ? throw new ImageException($"its folder has the link {Printable.Line(path, 200)} to {Printable.Line(target, 200)}, which leads out of it or may; put the file itself there")
            : target;
    }
}
