using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>
/// What files of ours were like before the first build. A RUN is root in our container and can write to them; what it wrote would be part
/// of every later build. What they were like is kept in a file: a container that is started again is the same container.
/// </summary>
internal sealed class OwnFiles
{
    private readonly IReadOnlyList<string> _paths;
    private readonly SortedDictionary<string, string> _before;

    private OwnFiles(IReadOnlyList<string> paths, SortedDictionary<string, string> before) => (_paths, _before) = (paths, before);

    /// <summary>Takes note of files and of everything in directories; a path that does not exist has to stay so.</summary>
    /// <param name="paths">Absolute.</param>
    /// <param name="note">The file that it is kept in; one that is there already has what they were like in an earlier life.</param>
    /// <exception cref="IOException">It cannot be written, or read.</exception>
    public static OwnFiles Remember(IReadOnlyList<string> paths, string note)
    {
        var before = Look(paths);
        if (File.Exists(note))
            return new OwnFiles(paths, Earlier(note));
        WholeFile.Write(note, Encoding.UTF8.GetBytes(string.Concat(before.Select(one => $"{one.Key}\0{one.Value}\0"))));
        return new OwnFiles(paths, before);
    }

    /// <summary>Which are not as they were: changed, gone, or new.</summary>
    public IReadOnlyList<string> Changed()
    {
        var now = Look(_paths);
        return [.. now.Keys.Union(_before.Keys, StringComparer.Ordinal)
            .Where(path => !string.Equals(now.GetValueOrDefault(path), _before.GetValueOrDefault(path), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private static SortedDictionary<string, string> Earlier(string note)
    {
        var words = File.ReadAllText(note).Split('\0');
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at + 1 < words.Length; at += 2)
            found[words[at]] = words[at + 1];
        return found;
    }

    private static SortedDictionary<string, string> Look(IReadOnlyList<string> paths)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var open = new Stack<string>(paths.Distinct(StringComparer.Ordinal));
        while (open.TryPop(out var path))
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is { } target)
            {
                found[path] = $"-> {target}";
            }
            else if (file.Exists)
            {
                found[path] = $"{file.UnixFileMode} {Hash(path)}";
            }
            else if (Directory.Exists(path))
            {
                foreach (var inner in Directory.EnumerateFileSystemEntries(path))
                    open.Push(inner);
            }
        }

        return found;
    }

    private static Digest Hash(string path)
    {
        using var file = File.OpenHandle(path);
        var hash = new Sha256();
        var buffer = new byte[64 * 1024];
        long at = 0;
        for (var read = RandomAccess.Read(file, buffer, at); read > 0; read = RandomAccess.Read(file, buffer, at))
        {
            hash.Append(buffer.AsSpan(0, read));
            at += read;
        }

        return hash.Finish();
    }
}
