using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 8 to 11 in one repository.</summary>
internal sealed class RepositoryExecution(RepositoryPlan plan, StorageLayout layout, Trash trash, RepositoryMarker marker, ILogger log)
{
    private readonly List<TrashedUnit> _tags = [];
    private readonly List<TrashedUnit> _revisions = [];
    private readonly List<StoreFault> _faults = [];
    private bool _stranded;

    /// <summary>Tags in the trash.</summary>
    public int Evicted => _tags.Count;

    /// <summary>Manifests in the trash.</summary>
    public int Removed => _revisions.Count;

    /// <summary>Tags and manifests that stayed or came back because they were pushed again.</summary>
    public int PushedAgain { get; private set; }

    /// <summary>What could not be read, moved, put back or deleted.</summary>
    public IReadOnlyList<StoreFault> Faults => _faults;

    /// <summary>Where the trash came from.</summary>
    public IEnumerable<string> Paths => _tags.Concat(_revisions).Select(unit => unit.Path);

    /// <summary>Phases 8 and 9. When a tag stays that should have gone, so do all manifests: the plan no longer knows what leads to them.</summary>
    public void EvictAndCollect(CancellationToken stop)
    {
        var all = true;
        foreach (var step in plan.Evictions)
            all &= Evict(step, stop);
        if (!all)
            return;
        foreach (var step in plan.Removals)
            Collect(step, stop);
    }

    /// <summary>Phase 10: tags first, since a tag that comes back names a revision. False when something that must come back could not.</summary>
    public bool Settle(CancellationToken stop)
    {
        var back = !_stranded;
        foreach (var tag in _tags.Where(tag => !trash.IsUnchanged(tag)).ToArray())
            back &= PutBack(tag, _tags);
        if (_revisions.Count == 0)
            return back;

        var named = marker.StillNamed(plan.Repository, [.. _revisions.Select(unit => new RevisionSnapshot(unit.Target, unit.Stamp))], stop);
        foreach (var revision in _revisions.Where(unit => named.Contains(unit.Target) || !trash.IsUnchanged(unit)).ToArray())
            back &= PutBack(revision, _revisions);
        return back;
    }

    /// <summary>Phase 11.</summary>
    public void Purge(CancellationToken stop)
    {
        foreach (var unit in _tags.Concat(_revisions))
            _faults.AddRange(trash.Purge(unit.Path, stop));
    }

    private bool Evict(CollectionStep.EvictTag step, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        switch (trash.Move(layout.Tag(step.Repository, step.Tag.Tag), StorageLayout.CurrentLink, step.Tag.Link))
        {
            case MoveOutcome.Moved { Unit: var unit }:
                _tags.Add(unit);
                Log.TagEvicted(log, step.Repository, step.Tag.Tag, unit.Target, step.Tag.PushedAt, step.Reason);
                return true;
            case MoveOutcome.AlreadyGone: // deleted by API since the scan
                return true;
            case MoveOutcome.Changed:
                PushedAgain++;
                Log.TagPushedAgain(log, step.Repository, step.Tag.Tag);
                return false;
            case var failed:
                Failed(failed);
                return false;
        }
    }

    private void Collect(CollectionStep.RemoveRevision step, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var digest = step.Revision.Digest;
        switch (trash.Move(layout.Revision(step.Repository, digest), StorageLayout.RevisionLinkName, step.Revision.Link))
        {
            case MoveOutcome.Moved { Unit: var unit }:
                _revisions.Add(unit);
                Log.RevisionRemoved(log, step.Repository, digest, step.Reason);
                break;
            case MoveOutcome.AlreadyGone: // deleted by API since the mark
                break;
            case MoveOutcome.Changed:
                PushedAgain++;
                Log.RevisionPushedAgain(log, step.Repository, digest);
                break;
            case var failed:
                Failed(failed);
                break;
        }
    }

    private void Failed(MoveOutcome outcome)
    {
        _stranded |= outcome is MoveOutcome.Stranded;
        _faults.Add(outcome switch
        {
            MoveOutcome.Failed { Fault: var fault } => fault,
            MoveOutcome.Stranded { Fault: var fault } => fault,
            _ => throw new InvalidOperationException($"{outcome} is no failure."),
        });
    }

    private bool PutBack(TrashedUnit unit, List<TrashedUnit> from)
    {
        var left = trash.PutBack(unit.Path);
        _faults.AddRange(left);
        from.Remove(unit);
        PushedAgain++;
        Log.PutBack(log, unit.Path);
        return left.Count == 0;
    }
}
