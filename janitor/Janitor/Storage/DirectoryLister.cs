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
}
