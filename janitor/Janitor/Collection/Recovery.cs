using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 2: a pass that was killed either happened or did not.</summary>
public static class Recovery
{
    /// <summary>Finishes passes that had committed, undoes those that had not. A second call finds nothing to do.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="mutator">What may change it.</param>
    /// <param name="stop">Ends it between two operations.</param>
    /// <exception cref="StoreException">The journal cannot be written.</exception>
    public static RecoveryOutcome Run(StorageLayout layout, IStorageMutator mutator, CancellationToken stop)
    {
        var committed = Journal.ReadCommitted(layout);
        var outcome = new RecoveryOutcome([], [], []);
        foreach (var pass in TrashedPasses(layout, outcome.Faults.Add))
        {
            stop.ThrowIfCancellationRequested();
            var trash = new Trash(layout, mutator, pass);
            if (committed.Contains(pass))
            {
                outcome.Faults.AddRange(trash.Purge(layout.Registry, stop));
                outcome.Finished.Add(pass);
                continue;
            }

            var left = trash.PutBack(layout.Registry);
            outcome.Faults.AddRange(left);
            if (left.Count > 0)
                continue;
            outcome.Faults.AddRange(trash.Purge(layout.Registry, stop)); // what the registry has written anew since, and empty directories
            outcome.Undone.Add(pass);
        }

        // A commit is forgotten only when nothing is left of any pass: without it the next recovery would put things back.
        if (TrashedPasses(layout, _ => { }).Count == 0)
        {
            using var journal = Journal.Open(layout);
            journal.Clear();
        }

        return outcome;
    }

    /// <summary>What the next pass will first undo or finish, so that its plan may differ from one made before.</summary>
    public static List<StoreFault> Unfinished(StorageLayout layout) =>
    [
        .. TrashedPasses(layout, _ => { }).Select(pass => new StoreFault.Broken(
            layout.TrashOf(pass), "an earlier pass was cut off", "The next pass finishes or undoes it first, and decides after that.")),
    ];

    private static List<PassId> TrashedPasses(StorageLayout layout, Action<StoreFault> report)
    {
        var passes = new List<PassId>();
        using var directory = OpenDirectory.TryOpen(layout.Trash, out var error);
        foreach (var name in DirectoryLister.Directories(directory, error, layout.Trash, report))
        {
            if (PassId.TryParse(name, out var pass))
                passes.Add(pass);
            else
                report(new StoreFault.Stray($"{layout.Trash}/{name}", "not the trash of a pass", StoreFault.Stray.LeftAlone));
        }

        return passes;
    }
}
