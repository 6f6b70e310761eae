using System.Collections.Concurrent;

namespace RegistryJanitor.Storage;

/// <summary>Phase 3: finds every repository and tag. Opens no file: it lists directories and asks one <c>statx</c> a tag.</summary>
public sealed class StoreScanner
{
    private readonly StorageLayout _layout;
    private readonly ConcurrentBag<ScannedRepository> _repositories = [];
    private readonly ConcurrentBag<StoreFault> _faults = [];
    private readonly ConcurrentBag<string> _emptyDirectories = [];

    private StoreScanner(StorageLayout layout) => _layout = layout;

    /// <summary>Scans the store. A registry that nothing was pushed to yet has no repositories, and that is no fault.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="parallelism">The most threads at once, over repositories and within a big one.</param>
    /// <param name="stop">Ends the scan between two directories.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static ScannedStore Scan(StorageLayout layout, int parallelism, CancellationToken stop)
    {
        var scanner = new StoreScanner(layout);
        WorkCrew.Run(parallelism, crew => scanner.Enter(crew, layout.Repositories, name: ""), stop);
        return new ScannedStore(
            [.. scanner._repositories.OrderBy(repository => repository.Name)],
            [.. scanner._faults.OrderBy(fault => fault.Path, StringComparer.Ordinal)],
            [.. scanner._emptyDirectories.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Looks into a directory below <c>repositories/</c>: it may be a repository, lead to others, or both.</summary>
    private void Enter(WorkCrew crew, string path, string name)
    {
        using var directory = OpenDirectory.TryOpen(path, out var error);
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<StoreFault>();
        var entries = DirectoryLister.Directories(directory, error, path, faults.Add);
        if (entries.Count == 0 && name.Length > 0)
            _emptyDirectories.Add(path); // or it has only what is not the registry's; whoever removes it will see
        foreach (var entry in entries)
        {
            if (entry[0] == StorageLayout.InternalPrefix)
                parts.Add(entry);
            else
                crew.Add(next => Enter(next, $"{path}/{entry}", name.Length == 0 ? entry : $"{name}/{entry}"));
        }

        RepositoryName repository = default;
        var isRepository = parts.Count > 0 && RepositoryName.TryParse(name, out repository);
        foreach (var fault in faults.Where(fault => !isRepository || !IsInternal(fault.Path)))
            _faults.Add(fault);
        if (isRepository)
            new RepositoryScan(_layout, repository, parts, faults.Where(fault => IsInternal(fault.Path)), _repositories).Start(crew);
        else if (parts.Count > 0)
            _faults.Add(new StoreFault.Stray(path, $"'{name}' is no name of a repository, so the registry cannot serve it", StoreFault.Stray.LeftAlone));
    }

    /// <summary>Part of a repository, not one below it.</summary>
    private static bool IsInternal(string path) => Path.GetFileName(path)[0] == StorageLayout.InternalPrefix;
}
