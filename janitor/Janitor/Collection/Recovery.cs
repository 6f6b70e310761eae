using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 2: a pass that was killed either happened or did not.</summary>
public static class Recovery
{
    /// <summary>Finishes passes that had committed, undoes those that had not. A second call finds nothing to do.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="mutator">What may change it.</param>
    /// <param name="keepTags">Evicted tags can come back: those of a pass that had committed wait for that.</param>
    /// <param name="stop">Ends it between two operations.</param>
    /// <exception cref="StoreException">The journal cannot be written.</exception>
    public static RecoveryOutcome Run(StorageLayout layout, IStorageMutator mutator, bool keepTags, CancellationToken stop)
    {
        var committed = Journal.ReadCommitted(layout);
        var outcome = new RecoveryOutcome([], [], []);
        foreach (var pass in PassLister.List(layout.Trash, outcome.Faults.Add))
        {
            stop.ThrowIfCancellationRequested();
            var trash = new Trash(layout, mutator, pass);
            if (committed.Contains(pass))
            {
                outcome.Faults.AddRange(keepTags ? trash.KeepTags(stop) : trash.Purge(layout.Registry, stop));
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

        stop.ThrowIfCancellationRequested();

        // A commit is forgotten only when nothing is left of any pass: without it the next recovery would put things back.
        if (PassLister.List(layout.Trash, _ => { }).Count == 0)
        {
            using var journal = Journal.Open(layout);
            journal.Clear();
        }

        return outcome;
    }

    /// <summary>What the next pass will first undo or finish, so that its plan may differ from one made before.</summary>
    public static List<StoreFault> Unfinished(StorageLayout layout) =>
    [
        .. PassLister.List(layout.Trash, _ => { }).Select(pass => new StoreFault.Broken(
            layout.TrashOf(pass), "an earlier pass was cut off", "The next pass finishes or undoes it first, and decides after that.")),
    ];
}
