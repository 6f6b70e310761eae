using System.Diagnostics.CodeAnalysis;
using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>
/// <c>--output-dir</c>: contexts for pipelines that bring their own builder.
/// <code>
/// NAME/Dockerfile      filled in
/// NAME/build.json      tag, platforms, labels; written last
/// NAME/...             the other files of the image's folder
/// </code>
/// Two images of one name are <c>NAME-TAG</c>.
/// </summary>
/// <param name="root">Absolute.</param>
/// <param name="images">All images, for their names.</param>
/// <param name="revision">Of the templates; null: not known.</param>
/// <param name="created">What images say of when they were made; null: nothing, so that the same input is the same output.</param>
public sealed class OutputFolder(string root, IReadOnlyList<ImageEntry> images, string? revision, DateTimeOffset? created)
{
    /// <summary>Writes an image; what was done, in a sentence.</summary>
    /// <exception cref="ImageException">There is something else where it would be.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public string Write(PreparedImage image)
    {
        if (image.Files.Any(file => file.Path is BuildDocument.Name))
            throw new ImageException($"its folder has a {BuildDocument.Name}, which --output-dir writes itself; rename it");
        var name = images.Count(other => other.Name.Equals(image.Entry.Name, StringComparison.Ordinal)) > 1 ? $"{image.Entry.Name}-{image.Image.Tag}" : image.Entry.Name;
        var place = Path.Join(root, name);
        var document = Path.Join(place, BuildDocument.Name);
        if (new DirectoryInfo(place).LinkTarget is not null || File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any() && !File.Exists(document)))
            throw new ImageException($"{place} is there and has no {BuildDocument.Name}, so nothing in it is replaced; remove it, or name another --output-dir");
        Directory.CreateDirectory(place);
        Clear(place, image);
        // The first file that a pipeline looks for is the last one to be there.
        Unlink(document);
        foreach (var entry in image.Files)
            Write(place, entry);
        WholeFile.Write(Path.Join(place, PreparedImage.DockerfileName), Encoding.UTF8.GetBytes(image.Dockerfile));
        WholeFile.Write(document, BuildDocument.Json(image, ImageLabels.All(image, revision, created)));
        return $"{image.Image}: wrote {place}";
    }

    private static void Write(string place, ContextEntry entry)
    {
        var there = Path.Join(place, entry.Path);
        switch (entry)
        {
            case ContextEntry.Folder:
                Directory.CreateDirectory(there);
                File.SetUnixFileMode(there, ContextArchive.ModeOf(entry));
                break;
            case ContextEntry.Link link:
                File.CreateSymbolicLink(there, link.Target);
                break;
            case ContextEntry.Regular regular:
                WholeFile.Write(there, ContextArchive.Content(regular));
                File.SetUnixFileMode(there, ContextArchive.ModeOf(entry));
                break;
        }
    }

    /// <summary>What an earlier run wrote and this one does not: it would be in the image otherwise. Links are never followed.</summary>
    private static void Clear(string place, PreparedImage image)
    {
        var files = image.Files.OfType<ContextEntry.Regular>().Select(file => file.Path).Append(PreparedImage.DockerfileName).ToHashSet(StringComparer.Ordinal);
        var folders = image.Files.OfType<ContextEntry.Folder>().Select(folder => folder.Path).ToHashSet(StringComparer.Ordinal);
        Clear(place, "", files, folders);
    }

    private static void Clear(string place, string above, HashSet<string> files, HashSet<string> folders)
    {
        foreach (var entry in new DirectoryInfo(place).GetFileSystemInfos())
        {
            var path = above.Length == 0 ? entry.Name : $"{above}/{entry.Name}";
            if (entry.LinkTarget is not null || entry is not DirectoryInfo)
            {
                if (entry.LinkTarget is not null || !files.Contains(path))
                    Unlink(entry.FullName);
                continue;
            }

            Clear(entry.FullName, path, files, folders);
            if (!folders.Contains(path))
                RemoveEmpty(entry.FullName);
        }
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A file of a folder that an earlier run wrote.")]
    private static void Unlink(string path) => File.Delete(path);

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A folder of an earlier run, and empty.")]
    private static void RemoveEmpty(string path) => Directory.Delete(path);
}
