using System.Globalization;
using System.Security.Cryptography;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>The store as files. Knows the registry's paths by itself: a mistake in the janitor's own must not hide here.</summary>
internal sealed class StoreTree(string root)
{
    public string Root { get; } = root;

    private string Registry => Path.Join(Root, "docker/registry/v2");

    public string Repository(string repository) => Path.Join(Registry, "repositories", repository);

    public string TagLink(string repository, string tag) => Path.Join(Repository(repository), "_manifests/tags", tag, "current/link");

    public string RevisionLink(string repository, Digest digest) => Path.Join(Repository(repository), "_manifests/revisions", digest.Algorithm, digest.Hex, "link");

    public string BlobData(Digest digest) => Path.Join(Registry, "blobs", digest.Algorithm, digest.Hex[..2], digest.Hex, "data");

    public string[] Tags(string repository) =>
        [.. Directory.EnumerateDirectories(Path.Join(Repository(repository), "_manifests/tags")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>What a repository may read.</summary>
    public SortedSet<string> LayerLinks(string repository) => new(
        Directory.EnumerateFiles(Path.Join(Repository(repository), "_layers"), "link", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)),
        StringComparer.Ordinal);

    /// <summary>Every blob that has a directory, with or without bytes in it.</summary>
    public SortedSet<string> Blobs() => new(
        Directory.EnumerateDirectories(Path.Join(Registry, "blobs"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)).Where(name => name.Length == 64),
        StringComparer.Ordinal);

    /// <summary>Fails the test unless the blobs are these images' and no others.</summary>
    public void HoldsExactly(params IEnumerable<SampleImage> images)
    {
        var expected = images.SelectMany(image => image.Needs).Select(digest => digest.Hex).ToHashSet(StringComparer.Ordinal);
        var found = Blobs();
        if (!expected.SetEquals(found))
        {
            throw new XunitException(
                $"blobs that nothing needs: {string.Join(", ", found.Except(expected, StringComparer.Ordinal))}; blobs that are missing: {string.Join(", ", expected.Except(found, StringComparer.Ordinal))}");
        }
    }

    /// <summary>Whether the registry would serve this image by its tag, decided by the files alone. Null when it would.</summary>
    public string? WhyNotServed(SampleImage image, string repository, string tag)
    {
        if (WhyNotLinked(TagLink(repository, tag), image.Digest) is { } noTag)
            return noTag;
        foreach (var part in image.Whole)
        {
            if (WhyNotLinked(RevisionLink(repository, part.Digest), part.Digest) is { } noRevision)
                return noRevision;
            if (WhyNotThere(part.Manifest) is { } noManifest)
                return noManifest;
            foreach (var blob in part.Blobs)
            {
                var link = Path.Join(Repository(repository), "_layers", blob.Digest.Algorithm, blob.Digest.Hex, "link");
                if ((WhyNotLinked(link, blob.Digest) ?? WhyNotThere(blob)) is { } noBlob)
                    return noBlob;
            }
        }

        return null;
    }

    /// <summary>Every path below a directory of the store, with kind and content; with modification times where <paramref name="times"/> is true.</summary>
    public SortedDictionary<string, string> Snapshot(string below = "", bool times = false)
    {
        var top = Path.Join(Root, below);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(top).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            var what = entry is FileInfo file
                ? string.Create(CultureInfo.InvariantCulture, $"file of {file.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))}")
                : "directory";
            all[Path.GetRelativePath(Root, entry.FullName)] = times ? $"{what} {entry.LastWriteTimeUtc:O} {entry.UnixFileMode}" : what;
        }

        return all;
    }

    /// <summary>What differs between two snapshots, one line each; empty when nothing does.</summary>
    public static string Difference(SortedDictionary<string, string> before, SortedDictionary<string, string> after)
    {
        var lines = before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => (path, was: before.GetValueOrDefault(path, "nothing"), now: after.GetValueOrDefault(path, "nothing")))
            .Where(entry => !string.Equals(entry.was, entry.now, StringComparison.Ordinal))
            .Select(entry => $"{entry.path}: {entry.was} -> {entry.now}\n")
            .ToArray();
        return string.Concat(lines.Take(30)) + (lines.Length > 30 ? $"and {lines.Length - 30} more\n" : "");
    }

    private static string? WhyNotLinked(string link, Digest digest)
    {
        if (!File.Exists(link))
            return $"{link} is not there";
        var text = File.ReadAllText(link);
        return string.Equals(text, digest.ToString(), StringComparison.Ordinal) ? null : $"{link} says '{text}', not {digest}";
    }

    private string? WhyNotThere(Blob blob)
    {
        var path = BlobData(blob.Digest);
        if (!File.Exists(path))
            return $"{path} is not there ({blob.MediaType})";
        return File.ReadAllBytes(path).AsSpan().SequenceEqual(blob.Bytes) ? null : $"{path} has other bytes";
    }
}
