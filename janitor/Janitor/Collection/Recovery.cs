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
        foreach (var name in TrashedPasses(layout, outcome))
        {
            stop.ThrowIfCancellationRequested();
            if (!PassId.TryParse(name, out var pass))
            {
                outcome.Faults.Add(new StoreFault.Stray($"{layout.Trash}/{name}", "not the trash of a pass", StoreFault.Stray.LeftAlone));
                continue;
            }

            var trash = new Trash(layout, mutator, pass);
            if (committed.Contains(pass))
            {
                outcome.Faults.AddRange(trash.Purge(layout.Registry, stop));
                outcome.Finished.Add(pass);
                continue;
            }

            var left = trash.PutBack(layout.Registry);
            outcome.Faults.AddRange(left);
            if (left.Count == 0)
                outcome.Faults.AddRange(trash.Purge(layout.Registry, stop)); // what the registry has written anew since, and empty directories
            outcome.Undone.Add(pass);
        }

        if (!outcome.Faults.Exists(fault => fault is StoreFault.Unreadable))
        {
            using var journal = Journal.Open(layout);
            journal.Clear();
        }

        return outcome;
    }

    private static List<string> TrashedPasses(StorageLayout layout, RecoveryOutcome outcome)
    {
        using var directory = OpenDirectory.TryOpen(layout.Trash, out var error);
        return DirectoryLister.Directories(directory, error, layout.Trash, outcome.Faults.Add);
    }
}
