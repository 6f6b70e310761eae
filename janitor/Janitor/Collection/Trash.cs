using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What one pass has moved away. Everything lies under the path it had, so it can be put back without any record.</summary>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
/// <param name="pass">The pass.</param>
public sealed class Trash(StorageLayout layout, IStorageMutator mutator, PassId pass)
{
    /// <summary>Moves a directory away if its link still is what was planned for: look, rename, look again where it now lies.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="linkName">Its link, relative to it.</param>
    /// <param name="planned">The stamp that the plan was made with.</param>
    /// <remarks>
    /// The second look is for a push that had the link open for writing when the directory was renamed: its bytes arrive in the trash. A link that was
    /// written so shortly before the pass that a push since then could not be seen stays for the next one.
    /// </remarks>
    public MoveOutcome Move(string path, string linkName, FileStamp planned)
    {
        switch (LinkFile.Read($"{path}/{linkName}"))
        {
            case LinkFile.Missing:
                return new MoveOutcome.AlreadyGone();
            case LinkFile.Unreadable { Fault: var fault }:
                return new MoveOutcome.Failed(fault);
            case LinkFile.Names { Digest: var target }:
                return LinkFile.StampOf($"{path}/{linkName}") == planned && !planned.CouldHideAWriteAfter(pass.Began)
                    ? Move(new TrashedUnit(path, linkName, target, planned))
                    : new MoveOutcome.Changed();
            default:
                throw new InvalidOperationException("A link file has three outcomes.");
        }
    }

    /// <summary>Moves an upload away if nothing has arrived since it was planned, the same way.</summary>
    /// <param name="path">Its directory.</param>
    /// <param name="planned">The stamp of its data; null for none.</param>
    public MoveOutcome MoveUpload(string path, FileStamp? planned)
    {
        var unit = new TrashedUnit(path, StorageLayout.UploadDataName, Target: null, planned);
        return LinkFile.StampOf($"{path}/{StorageLayout.UploadDataName}") == planned ? Move(unit) : new MoveOutcome.Changed();
    }

    /// <summary>Moves a blob away.</summary>
    /// <returns>Why it stays; null when it does not, or somebody else has deleted it.</returns>
    public StoreFault? MoveBlob(Digest digest)
    {
        var path = layout.Blob(digest);
        var error = mutator.Rename(path, layout.InTrash(pass, path));
        return error == default || error == Errno.NoSuchEntry ? null : StoreFault.Unreadable.Because(path, error);
    }

    /// <summary>Whether nothing has been written to a link or an upload since it was moved here.</summary>
    public bool IsUnchanged(TrashedUnit unit)
    {
        var link = $"{layout.InTrash(pass, unit.Path)}/{unit.LinkName}";
        return LinkFile.StampOf(link) == unit.Stamp
            && (unit.Target is null || (LinkFile.Read(link) is LinkFile.Names { Digest: var target } && target == unit.Target));
    }

    /// <summary>
    /// Deletes for good everything that was moved away but the tags, and moves those to where they wait until their time is over. One rename for all
    /// of them, so that a killed pass has either happened or can be told to finish.
    /// </summary>
    /// <returns>What could not be deleted or moved; recovery comes back to it.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IReadOnlyList<StoreFault> KeepTags(CancellationToken stop)
    {
        var faults = new List<StoreFault.Undeleted>();
        Purge(layout.TrashOf(pass), IsTag, faults, stop);
        if (!Directory.Exists(layout.TrashOf(pass)))
            return faults;

        // Also with what could not be deleted: a tag that is not where it waits would not keep its image.
        var error = mutator.Rename(layout.TrashOf(pass), layout.UndoOf(pass));
        return error == default ? faults : [.. faults, StoreFault.Unreadable.Because(layout.UndoOf(pass), error)];
    }

    /// <summary>Puts everything back that was moved away from a path or from below it. Where the registry has written the same file anew, its own stays.</summary>
    /// <returns>What could not be put back; it is still in the trash.</returns>
    public IReadOnlyList<StoreFault.Unreadable> PutBack(string path)
    {
        var faults = new List<StoreFault.Unreadable>();
        PutBack(layout.InTrash(pass, path), path, faults);
        return faults;
    }

    /// <summary>
    /// Deletes for good what was moved away from a path or from below it: file by file, then the directory they were in. Symbolic links are not
    /// followed.
    /// </summary>
    /// <returns>What could not be deleted.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IReadOnlyList<StoreFault> Purge(string path, CancellationToken stop)
    {
        var faults = new List<StoreFault.Undeleted>();
        Purge(layout.InTrash(pass, path), _ => false, faults, stop);
        return faults;
    }

    /// <summary>Deletes for good the tags that a pass evicted: their time to come back is over.</summary>
    /// <inheritdoc cref="Purge(string, CancellationToken)"/>
    public static IReadOnlyList<StoreFault> PurgeEvicted(StorageLayout layout, IStorageMutator mutator, PassId pass, CancellationToken stop)
    {
        var faults = new List<StoreFault.Undeleted>();
        new Trash(layout, mutator, pass).Purge(layout.UndoOf(pass), _ => false, faults, stop);
        return faults;
    }

    private MoveOutcome Move(TrashedUnit unit)
    {
        var error = mutator.Rename(unit.Path, layout.InTrash(pass, unit.Path));
        if (error == Errno.NoSuchEntry)
            return new MoveOutcome.AlreadyGone();
        if (error != default)
            return new MoveOutcome.Failed(StoreFault.Unreadable.Because(unit.Path, error));
        if (IsUnchanged(unit))
            return new MoveOutcome.Moved(unit);
        return PutBack(unit.Path) is [var cause, ..] ? new MoveOutcome.Stranded(cause) : new MoveOutcome.Changed();
    }

    private void PutBack(string from, string to, List<StoreFault.Unreadable> faults)
    {
        // One rename does it unless the registry has made the directory again in the meantime.
        var error = mutator.Rename(from, to);
        if (error == default || (error == Errno.NoSuchEntry && !Path.Exists(from)))
            return;
        if (error != Errno.NotEmpty && error != Errno.Exists && !(error == Errno.AccessDenied && Directory.Exists(to))) // SMB has one word for both
        {
            faults.Add(StoreFault.Unreadable.Because(from, error));
            return;
        }

        foreach (var entry in List(from, failure => faults.Add(StoreFault.Unreadable.Because(from, failure))))
        {
            var (source, target) = ($"{from}/{entry.Name}", $"{to}/{entry.Name}");
            if (entry.Kind is EntryKind.Directory)
                PutBack(source, target, faults);
            else if (!IsAsLong(target, source) && mutator.Rename(source, target) is var failure && failure != default)
                faults.Add(StoreFault.Unreadable.Because(source, failure));
        }
    }

    /// <summary>
    /// What the registry has written there came after our rename, whatever its mtime says. One that is shorter is still being written, or was cut
    /// off: 2.8.3 truncates first. All links to sha256 digests have one length, and so has all data of one blob.
    /// </summary>
    private static bool IsAsLong(string target, string source) =>
        LinkFile.StampOf(target) is { } there && LinkFile.StampOf(source) is { } here && there.Size == here.Size;

    /// <summary>Whether a directory in the trash is an evicted tag. A tag that stays has one as well when its history was moved, without a link.</summary>
    private static bool IsTag(string path)
    {
        var known = true;
        return StorageLayout.IsTags(Path.GetDirectoryName(path) ?? "")
            && (LinkFile.StampOf($"{path}/{StorageLayout.CurrentLink}", _ => known = false) is not null || !known);
    }

    private void Purge(string root, Func<string, bool> stays, List<StoreFault.Undeleted> faults, CancellationToken stop)
    {
        // Not recursive: whoever can write to the store must not be able to overflow a thread's stack.
        var left = new Stack<(string Path, bool Emptied)>([(root, false)]);
        while (left.TryPop(out var directory))
        {
            stop.ThrowIfCancellationRequested();
            if (directory.Emptied)
                RemoveDirectory(directory.Path, faults);
            else
                Empty(directory.Path, stays, left, faults);
        }
    }

    private void Empty(string path, Func<string, bool> stays, Stack<(string Path, bool Emptied)> left, List<StoreFault.Undeleted> faults)
    {
        left.Push((path, true));
        foreach (var entry in List(path, error => faults.Add(StoreFault.Undeleted.Because(path, error))))
        {
            var child = $"{path}/{entry.Name}";
            if (entry.Kind is EntryKind.Directory && !stays(child))
                left.Push((child, false));
            else if (entry.Kind is not EntryKind.Directory && mutator.Unlink(child) is var error && error != default && error != Errno.NoSuchEntry)
                faults.Add(StoreFault.Undeleted.Because(child, error));
        }
    }

    /// <summary>Not empty: what is in it was reported, or its last user on a network file system has not closed it yet. Recovery comes back to it.</summary>
    private void RemoveDirectory(string path, List<StoreFault.Undeleted> faults)
    {
        var error = mutator.RemoveEmptyDirectory(path);
        if (error != default && error != Errno.NoSuchEntry && error != Errno.NotEmpty && error != Errno.Exists)
            faults.Add(StoreFault.Undeleted.Because(path, error));
    }

    private static List<DirectoryEntry> List(string path, Action<Errno> report)
    {
        using var directory = OpenDirectory.TryOpen(path, out var error);
        if (directory is not null && directory.TryList(out var entries, out error))
            return entries;
        if (error != Errno.NoSuchEntry)
            report(error);
        return [];
    }
}
