using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 8 to 11: carries out a plan in an order in which it may be killed anywhere.</summary>
/// <remarks>
/// <code>
///  8 Evict     tags to the trash            until the commit, a killed pass is undone
///  9 Collect   revisions to the trash
/// 10 Settle    wait; what was pushed again comes back
/// 11 Purge     commit, then delete          from the commit on, a killed pass is finished
/// </code>
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="mutator">What may change it.</param>
/// <param name="pass">The pass.</param>
/// <param name="youngSince">What was pushed since then stays.</param>
/// <param name="settle">Waits for longer than a manifest PUT takes.</param>
/// <param name="log">One line a change.</param>
public sealed class PlanExecutor(
    StorageLayout layout,
    IStorageMutator mutator,
    PassId pass,
    DateTimeOffset youngSince,
    Func<CancellationToken, Task> settle,
    ILogger log)
{
    private readonly Trash _trash = new(layout, mutator, pass);
    private readonly List<TrashedUnit> _tags = [];
    private readonly Dictionary<RepositoryName, List<RevisionSnapshot>> _revisions = [];
    private readonly ExecutionOutcome _outcome = new();

    /// <summary>Carries out a plan.</summary>
    /// <param name="plan">The plan, not empty.</param>
    /// <param name="committing">Called once, before anything becomes final.</param>
    /// <param name="stop">Ends it between two steps; the next pass undoes or finishes what was done.</param>
    /// <exception cref="StoreException">The journal cannot be written.</exception>
    public async Task<ExecutionOutcome> ExecuteAsync(CollectionPlan plan, Action committing, CancellationToken stop)
    {
        using var journal = Journal.Open(layout);
        journal.Begin(pass);
        foreach (var repository in plan.Repositories)
        {
            if (Evict(repository, stop))
                Collect(repository, stop);
        }

        await settle(stop).ConfigureAwait(false);
        if (!Settle())
            return _outcome; // not committed: the next pass puts everything back

        SyncDirectories();
        committing();
        journal.Commit(pass);
        _outcome.Evicted = _tags.Count;
        _outcome.Removed = _revisions.Values.Sum(revisions => revisions.Count);
        Purge(journal, stop);
        return _outcome;
    }

    /// <summary>Phase 8. False when a tag stayed: what it leads to is then unknown to the plan.</summary>
    private bool Evict(RepositoryPlan plan, CancellationToken stop)
    {
        var all = true;
        foreach (var step in plan.Evictions)
        {
            stop.ThrowIfCancellationRequested();
            switch (_trash.Move(layout.Tag(step.Repository, step.Tag.Tag), StorageLayout.CurrentLink, step.Tag.Link))
            {
                case MoveOutcome.Moved { Unit: var unit }:
                    _tags.Add(unit);
                    Log.TagEvicted(log, step.Repository, step.Tag.Tag, unit.Target, step.Tag.PushedAt, step.Reason);
                    break;
                case MoveOutcome.Changed:
                    _outcome.PushedAgain++;
                    Log.TagPushedAgain(log, step.Repository, step.Tag.Tag);
                    all = false;
                    break;
                case MoveOutcome.Failed { Fault: var fault }:
                    _outcome.Faults.Add(fault);
                    all = false;
                    break;
                default: // deleted by API since the scan
                    break;
            }
        }

        return all;
    }

    /// <summary>Phase 9.</summary>
    private void Collect(RepositoryPlan plan, CancellationToken stop)
    {
        foreach (var step in plan.Removals)
        {
            stop.ThrowIfCancellationRequested();
            var digest = step.Revision.Digest;
            switch (_trash.Move(layout.Revision(step.Repository, digest), StorageLayout.RevisionLinkName, step.Revision.Link))
            {
                case MoveOutcome.Moved:
                    RevisionsOf(step.Repository).Add(step.Revision);
                    Log.RevisionRemoved(log, step.Repository, digest, step.Reason);
                    break;
                case MoveOutcome.Changed:
                    _outcome.PushedAgain++;
                    Log.RevisionPushedAgain(log, step.Repository, digest);
                    break;
                case MoveOutcome.Failed { Fault: var fault }:
                    _outcome.Faults.Add(fault);
                    break;
                default: // deleted by API since the mark
                    break;
            }
        }
    }

    /// <summary>Phase 10: tags first, since a tag that comes back names a revision. False when something that must come back could not.</summary>
    private bool Settle()
    {
        var back = true;
        foreach (var tag in _tags.Where(tag => !_trash.IsUnchanged(tag)).ToArray())
        {
            back &= PutBack(tag.Path);
            _tags.Remove(tag);
        }

        var marker = new RepositoryMarker(layout, youngSince);
        foreach (var (repository, revisions) in _revisions)
        {
            foreach (var digest in marker.StillNamed(repository, revisions))
            {
                back &= PutBack(layout.Revision(repository, digest));
                revisions.RemoveAll(revision => revision.Digest == digest);
            }
        }

        return back;
    }

    private bool PutBack(string path)
    {
        var left = _trash.PutBack(path);
        _outcome.PushedAgain++;
        _outcome.Faults.AddRange(left);
        Log.PutBack(log, path);
        return left.Count == 0;
    }

    /// <summary>A power failure must not bring a tag back whose manifest is deleted for good.</summary>
    private void SyncDirectories()
    {
        var paths = _tags.Select(tag => tag.Path)
            .Concat(_revisions.SelectMany(pair => pair.Value.Select(revision => layout.Revision(pair.Key, revision.Digest))));
        foreach (var parent in paths.Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal))
        {
            if (mutator.SyncDirectory(parent) is var error && error != default)
                _outcome.Faults.Add(StoreFault.Unreadable.Because(parent, error));
        }
    }

    /// <summary>Phase 11.</summary>
    private void Purge(Journal journal, CancellationToken stop)
    {
        var left = _trash.Purge(stop);
        _outcome.Faults.AddRange(left);
        if (left.Count == 0)
            journal.Clear();
    }

    private List<RevisionSnapshot> RevisionsOf(RepositoryName repository)
    {
        if (!_revisions.TryGetValue(repository, out var revisions))
            _revisions.Add(repository, revisions = []);
        return revisions;
    }
}
