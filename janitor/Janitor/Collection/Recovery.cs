using RegistryJanitor.Daemon;
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

            foreach (var tag in DeletedTags(layout, pass, stop))
                outcome.Faults.AddRange(trash.Purge(tag, stop));
            var left = trash.PutBack(layout.Registry);
            outcome.Faults.AddRange(left);
            if (left.Count > 0)
                continue;

            // What somebody has written anew since, and empty directories. A tag that was replaced by a restored one can come back.
            outcome.Faults.AddRange(keepTags ? trash.KeepTags(stop) : trash.Purge(layout.Registry, stop));
            outcome.Undone.Add(pass);
        }

        stop.ThrowIfCancellationRequested();
        RemoveLeftOvers(layout, mutator);

        // A commit is forgotten only when nothing is left of any pass: without it the next recovery would put things back.
        if (PassLister.List(layout.Trash, _ => { }).Count == 0)
        {
            using var journal = Journal.Open(layout);
            journal.Clear();
        }

        return outcome;
    }

    /// <summary>Directories in which evicted tags no longer wait, and files of ours that were being written.</summary>
    private static void RemoveLeftOvers(StorageLayout layout, IStorageMutator mutator)
    {
        foreach (var litter in PassLister.List(layout.Undo, _ => { }).SelectMany(pass => Litter.Below(layout.UndoOf(pass), DateTimeOffset.MaxValue)))
            _ = mutator.RemoveEmptyDirectory(litter.Path); // the next recovery tries again
        using var own = OpenDirectory.TryOpen(layout.Own, out _);
        if (own is null || !own.TryList(out var entries, out _))
            return;
        foreach (var entry in entries.Where(entry => entry.Kind is EntryKind.File && WholeFile.IsUnfinished(entry.Name)))
            _ = mutator.Unlink($"{layout.Own}/{entry.Name}");
    }

    /// <summary>
    /// Where the tags of a pass were whose manifest was deleted by API since: the registry deletes every tag that it finds pointing there. One that
    /// came back would point at nothing, be listed for ever, and hold its repository back.
    /// </summary>
    private static IEnumerable<string> DeletedTags(StorageLayout layout, PassId pass, CancellationToken stop)
    {
        var moved = layout.MovedBy(pass);
        foreach (var repository in StoreScanner.Scan(moved, parallelism: 1, stop).Repositories)
        {
            foreach (var tag in repository.Tags.Select(tag => tag.Tag))
            {
                if (LinkFile.Read(moved.TagLink(repository.Name, tag)) is LinkFile.Names { Digest: var target }
                    && IsGone(moved.RevisionLink(repository.Name, target)) && IsGone(layout.RevisionLink(repository.Name, target)))
                {
                    yield return layout.Tag(repository.Name, tag);
                }
            }
        }
    }

    /// <summary>Not when it cannot be known.</summary>
    private static bool IsGone(string link)
    {
        var isKnown = true;
        return LinkFile.StampOf(link, _ => isKnown = false) is null && isKnown;
    }

    /// <summary>What the next pass will first undo or finish, so that its plan may differ from one made before.</summary>
    public static List<StoreFault> Unfinished(StorageLayout layout) =>
    [
        .. PassLister.List(layout.Trash, _ => { }).Select(pass => new StoreFault.Broken(
            layout.TrashOf(pass), "an earlier pass was cut off", "The next pass finishes or undoes it first, and decides after that.")),
    ];
}
