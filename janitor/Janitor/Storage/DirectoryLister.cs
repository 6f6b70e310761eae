using System.Text;

namespace RegistryJanitor.Storage;

/// <summary>Lists the directories in a directory of the store; whatever else lies there becomes a fault.</summary>
internal static class DirectoryLister
{
    /// <summary>The names of the directories in an open directory.</summary>
    /// <param name="directory">Null when it could not be opened.</param>
    /// <param name="error">Why it could not. A directory that does not exist has nothing in it, and that is no fault.</param>
    /// <param name="path">Its path, for the faults.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static List<string> Directories(OpenDirectory? directory, Errno error, string path, Action<StoreFault> report)
    {
        List<DirectoryEntry>? entries = null;
        if (directory is null || !directory.TryList(out entries, out error))
        {
            if (error != Errno.NoSuchEntry)
                report(StoreFault.Unreadable.Because(path, error));
            return [];
        }

        var names = new List<string>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Kind is EntryKind.Directory)
                names.Add(entry.Name);
            else
                report(StoreFault.Misplaced($"{path}/{entry.Name}", entry.Kind, "directories only"));
        }

        return names;
    }

    /// <summary>
    /// The digests below a directory that has one directory an algorithm and in it one a digest: blobs of one prefix, revisions, layer links.
    /// </summary>
    /// <param name="algorithm">The name of the directory above, e.g. <c>sha256</c>.</param>
    /// <param name="path">The directory. One that does not exist has nothing in it.</param>
    /// <param name="digests">Where they are added, in no order; nothing is added when the listing fails.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static void Digests(string algorithm, string path, List<Digest> digests, Action<StoreFault> report)
    {
        var before = digests.Count;
        using var directory = OpenDirectory.TryOpen(path, out var error);
        if (directory is null || !directory.TryVisit(Visit, out error))
        {
            digests.RemoveRange(before, digests.Count - before);
            if (error != Errno.NoSuchEntry)
                report(StoreFault.Unreadable.Because(path, error));
        }

        void Visit(ReadOnlySpan<byte> name, EntryKind kind)
        {
            if (kind is EntryKind.Directory && Digest.TryParseHex(algorithm, name, out var digest))
                digests.Add(digest);
            else if (kind is EntryKind.Directory)
                report(new StoreFault.Stray($"{path}/{Encoding.UTF8.GetString(name)}", "no digest", StoreFault.Stray.LeftAlone));
            else
                report(StoreFault.Misplaced($"{path}/{Encoding.UTF8.GetString(name)}", kind, "directories only"));
        }
    }

    /// <summary>The digests below a directory, of all algorithms.</summary>
    /// <inheritdoc cref="Digests(string, string, List{Digest}, Action{StoreFault})"/>
    public static List<Digest> Digests(string path, Action<StoreFault> report)
    {
        var found = new List<Digest>();
        using var parent = OpenDirectory.TryOpen(path, out var error);
        foreach (var algorithm in Directories(parent, error, path, report))
            Digests(algorithm, $"{path}/{algorithm}", found, report);
        return found;
    }
}
