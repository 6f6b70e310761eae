namespace RegistryJanitor.Storage;

/// <summary>Lists the passes that have left something in a directory of the janitor's.</summary>
public static class PassLister
{
    /// <summary>Every pass that has a directory there, in no order.</summary>
    /// <param name="path"><see cref="StorageLayout.Trash"/> or <see cref="StorageLayout.Undo"/>. Missing: none.</param>
    /// <param name="report">Where to put what could not be read, or is not a pass's.</param>
    public static List<PassId> List(string path, Action<StoreFault> report)
    {
        var passes = new List<PassId>();
        using var directory = OpenDirectory.TryOpen(path, out var error);
        foreach (var name in DirectoryLister.Directories(directory, error, path, report))
        {
            if (PassId.TryParse(name, out var pass))
                passes.Add(pass);
            else
                report(new StoreFault.Stray($"{path}/{name}", "not named after a pass", StoreFault.Stray.LeftAlone));
        }

        return passes;
    }
}
