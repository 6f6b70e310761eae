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
        var found = EvictedTags.Read(layout, undo, _ => { }).FirstOrDefault(evicted => evicted.Repository == repository && evicted.Tag.Tag == tag);
        if (found is null || found.Until <= now)
            return new RestoreOutcome.NotThere();
        if (LinkFile.StampOf(layout.RevisionLink(repository, found.Target)) is null)
            return new RestoreOutcome.Lost(found);
        if (!Directory.Exists(layout.Tag(repository, tag)))
            return Rename(found);
        return force ? Replace(found) : new RestoreOutcome.Exists(found);
    }

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
        return trash.KeepTags(CancellationToken.None) is [var fault, ..] ? new RestoreOutcome.Failed(fault) : outcome;
    }

    private RestoreOutcome Rename(EvictedTag found)
    {
        var evicted = layout.EvictedBy(found.Pass);
        var from = evicted.Tag(found.Repository, found.Tag.Tag);

        // Restoring counts as a push: with its old time, the next pass would evict it again.
        File.SetLastWriteTimeUtc(evicted.TagLink(found.Repository, found.Tag.Tag), now.UtcDateTime);
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
