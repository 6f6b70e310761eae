namespace RegistryJanitor.Storage;

/// <summary>Lists the tags a repository has, without asking when they were pushed.</summary>
public static class TagLister
{
    /// <summary>Every tag below a directory.</summary>
    /// <param name="tags">A repository's <see cref="StorageLayout.Tags"/>. Missing: no tags.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static List<Tag> List(string tags, Action<StoreFault> report)
    {
        using var directory = OpenDirectory.TryOpen(tags, out var error);
        return List(directory, error, tags, report);
    }

    /// <summary>The same with the directory open, or the error of opening it.</summary>
    internal static List<Tag> List(OpenDirectory? directory, Errno error, string path, Action<StoreFault> report)
    {
        var found = new List<Tag>();
        foreach (var name in DirectoryLister.Directories(directory, error, path, report))
        {
            if (Tag.TryParse(name, out var tag))
                found.Add(tag);
            else
                report(new StoreFault.Stray($"{path}/{name}", "no name of a tag", StoreFault.Stray.LeftAlone));
        }

        return found;
    }
}
