using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Brings an evicted tag back. Its image is whole: every pass marks what such tags lead to.</summary>
/// <remarks>
/// A rename, under the journal only when a tag that is there again has to make room: that one is evicted in turn, and can come back as well. Killed in
/// between, the next pass puts it back.
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
/// <param name="now">The moment, UTC.</param>
internal sealed class TagRestore(StorageLayout layout, IStorageMutator mutator, DateTimeOffset now)
{
    private readonly PassId _pass = PassId.At(now);

    /// <summary>Brings the tag back that was evicted last under that name.</summary>
    /// <param name="repository">Where it was.</param>
    /// <param name="tag">Its name.</param>
    /// <param name="undo">For how long tags can come back.</param>
    /// <param name="force">Also when it is there again.</param>
    /// <exception cref="IOException">The journal cannot be written, or the tag's time not be set.</exception>
    public RestoreOutcome Restore(RepositoryName repository, Tag tag, TimeSpan undo, bool force)
    {
        var faults = new List<StoreFault>();
        var found = EvictedTags.Read(layout, undo, faults.Add)
            .FirstOrDefault(evicted => evicted.Repository == repository && evicted.Tag.Tag == tag && (evicted.Target is not null || FaultOf(evicted) is not null));
        if (found is null || found.Until <= now)
            return new RestoreOutcome.NotThere();
        if (found.Target is not { } target)
            return new RestoreOutcome.Failed(FaultOf(found)!);
        if (LinkFile.StampOf(layout.RevisionLink(repository, target)) is null)
            return new RestoreOutcome.Lost(found);
        var exists = Directory.Exists(layout.Tag(repository, tag));
        if (exists && !force)
            return new RestoreOutcome.Exists(found);

        // Restoring counts as a push: with its old time, the next pass would evict it again. Before anything is moved, since it may fail.
        File.SetLastWriteTimeUtc(LinkOf(found), now.UtcDateTime);
        return exists ? Replace(found) : Rename(found);

        StoreFault? FaultOf(EvictedTag evicted) => faults.Find(fault => string.Equals(fault.Path, LinkOf(evicted), StringComparison.Ordinal));
    }

    private string LinkOf(EvictedTag evicted) => layout.EvictedBy(evicted.Pass).TagLink(evicted.Repository, evicted.Tag.Tag);

    private RestoreOutcome Replace(EvictedTag found)
    {
        var path = layout.Tag(found.Repository, found.Tag.Tag);
        var trash = new Trash(layout, mutator, _pass);
        using var journal = Journal.Open(layout);
        journal.Begin(_pass);
        var error = mutator.Rename(path, layout.InTrash(_pass, path));
        if (error != default)
            return new RestoreOutcome.Failed(StoreFault.Unreadable.Because(path, error));
        var outcome = Rename(found);
        if (outcome is RestoreOutcome.Failed)
            return trash.PutBack(path) is [var lost, ..] ? new RestoreOutcome.Failed(lost) : outcome;
        journal.Commit(_pass);
        _ = trash.KeepTags(CancellationToken.None); // what fails here is finished, and told, by the recovery of the next pass
        return outcome;
    }

    private RestoreOutcome Rename(EvictedTag found)
    {
        var from = layout.EvictedBy(found.Pass).Tag(found.Repository, found.Tag.Tag);
        var error = mutator.Rename(from, layout.Tag(found.Repository, found.Tag.Tag));
        if (error != default)
            return new RestoreOutcome.Failed(StoreFault.Unreadable.Because(from, error));
        for (var parent = Path.GetDirectoryName(from); parent is not null && parent.Length > layout.Undo.Length; parent = Path.GetDirectoryName(parent))
        {
            if (mutator.RemoveEmptyDirectory(parent) != default)
                break; // other tags wait there
        }

        return new RestoreOutcome.Restored(found);
    }
}
