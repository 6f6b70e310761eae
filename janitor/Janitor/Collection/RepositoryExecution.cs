using Microsoft.Extensions.Logging;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 8 to 11 in one repository.</summary>
internal sealed class RepositoryExecution(RepositoryPlan plan, StorageLayout layout, Trash trash, SecondLook look, ILogger log)
{
    private const int Looks = 3;

    private readonly List<TrashedUnit> _tags = [];
    private readonly List<TrashedUnit> _revisions = [];
    private readonly List<TrashedUnit> _layers = [];
    private readonly List<TrashedUnit> _entries = [];
    private readonly List<TrashedUnit> _uploads = [];
    private readonly List<StoreFault> _faults = [];
    private bool _stranded;

    /// <summary>Tags in the trash.</summary>
    public int Evicted => _tags.Count;

    /// <summary>The same, one by one.</summary>
    public IEnumerable<GoneTag> Tags
    {
        get
        {
            var moved = _tags.ToDictionary(unit => unit.Path, unit => unit.Target, StringComparer.Ordinal);
            foreach (var step in plan.Evictions)
            {
                if (moved.TryGetValue(layout.Tag(plan.Repository, step.Tag.Tag), out var digest))
                    yield return GoneTag.By(step, digest);
            }
        }
    }

    /// <summary>Manifests in the trash.</summary>
    public int Removed => _revisions.Count;

    /// <summary>What was moved at all.</summary>
    public int Moved => _tags.Count + NotTags.Count();

    /// <summary>What stayed or came back because it was pushed again.</summary>
    public int PushedAgain { get; private set; }

    /// <summary>What could not be read, moved, put back or deleted.</summary>
    public IReadOnlyList<StoreFault> Faults => _faults;

    /// <summary>Where the tags and manifests came from.</summary>
    public IEnumerable<string> Paths => _tags.Concat(_revisions).Select(unit => unit.Path);

    private IEnumerable<TrashedUnit> NotTags => _revisions.Concat(_layers).Concat(_entries).Concat(_uploads);

    /// <summary>
    /// Phases 8 and 9. When a tag stays that should have gone, so do all manifests and what they lead to: the plan no longer knows what that is.
    /// </summary>
    public void EvictAndCollect(CancellationToken stop)
    {
        var all = true;
        foreach (var step in plan.Evictions)
            all &= Move(step, () => trash.Move(layout.Tag(plan.Repository, step.Tag.Tag), StorageLayout.CurrentLink, step.Tag.Link), name: null, _tags, stop);

        foreach (var step in plan.Uploads)
            Move(step, () => trash.MoveUpload($"{layout.Uploads(plan.Repository)}/{step.Upload.Id}", step.Upload.Data), name: null, _uploads, stop);
        if (!all)
            return;

        // A manifest whose entry in some history could not be moved stays as well: entries are looked for only where a manifest goes.
        var stays = new HashSet<Digest>();
        foreach (var step in plan.IndexEntries)
        {
            if (!Move(step, layout.TagIndexEntry(plan.Repository, step.Entry.Tag, step.Entry.Digest), step.Entry.Link, step.Entry.Digest, _entries, stop))
                stays.Add(step.Entry.Digest);
        }

        foreach (var step in plan.Removals.Where(step => !stays.Contains(step.Revision.Digest)))
            Move(step, layout.Revision(plan.Repository, step.Revision.Digest), step.Revision.Link, step.Revision.Digest, _revisions, stop);
        foreach (var step in plan.LayerLinks)
            Move(step, layout.Layer(plan.Repository, step.Layer.Digest), step.Layer.Link, step.Layer.Digest, _layers, stop);
    }

    /// <summary>
    /// Phase 10: tags first, since a tag that comes back names a revision; with what is named again, the tags of its referrers. False when something
    /// that must come back could not.
    /// </summary>
    public bool Settle()
    {
        var back = !_stranded;
        back &= PutBack(_tags, _ => false) & PutBack(_uploads, _ => false);
        if (_revisions.Count + _layers.Count + _entries.Count == 0 && !_tags.Exists(tag => Follows(tag) is not null))
            return back;

        var named = LookAgain();
        while (_tags.Exists(IsFollower)) // what a signature leads to may be signed in its turn
        {
            back &= PutBack(_tags, IsFollower);
            named = LookAgain();
        }

        // Again when layer links came back: one of them may say by what digest a manifest is stored that names more.
        for (var left = -1; left != _layers.Count && back; named = LookAgain())
        {
            left = _layers.Count;
            back &= PutBack(_revisions, IsNamed) & PutBack(_layers, IsNamed) & PutBack(_entries, IsNamed);
        }

        return back;

        bool IsFollower(TrashedUnit tag) => Follows(tag) is { } referrer && (named is null || look.HasSubject(named, referrer));

        bool IsNamed(TrashedUnit unit) => named is null || look.IsAmong(named, unit.Name!.Value) || look.IsAmong(named, unit.Target!.Value);
    }

    private static ReferrerTag? Follows(TrashedUnit tag) =>
        ReferrerTag.TryParse(Tag.Parse(Path.GetFileName(tag.Path)), out var referrer) ? referrer : null;

    /// <summary>More than once, because an empty link is most often a push that is just writing it: the next look finds it written.</summary>
    private IReadOnlySet<int>? LookAgain()
    {
        var trashed = _revisions.ConvertAll(unit => unit.Name!.Value);
        var writtenAgain = _revisions.FindAll(unit => !trash.IsUnchanged(unit)).ConvertAll(unit => unit.Name!.Value);
        var ignorance = new List<StoreFault>();
        for (var attempt = 1; attempt <= Looks; attempt++)
        {
            ignorance.Clear();
            if (look.NamedIn(plan.Repository, trashed, writtenAgain, ignorance.Add) is { } named)
                return named;
        }

        _faults.AddRange(ignorance);
        return null;
    }

    /// <summary>Phase 11, the tags being left where they are when they can come back.</summary>
    public void Purge(bool keepTags, CancellationToken stop)
    {
        foreach (var unit in keepTags ? NotTags : _tags.Concat(NotTags))
            _faults.AddRange(trash.Purge(unit.Path, stop));
    }

    private bool Move(CollectionStep step, string path, FileStamp planned, Digest name, List<TrashedUnit> moved, CancellationToken stop) =>
        Move(step, () => trash.Move(path, StorageLayout.LinkName, planned), name, moved, stop);

    /// <summary>False when it stays although the plan says that it goes.</summary>
    private bool Move(CollectionStep step, Func<MoveOutcome> move, Digest? name, List<TrashedUnit> moved, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        switch (move())
        {
            case MoveOutcome.Moved { Unit: var unit }:
                moved.Add(unit with { Name = name });
                StepLog.Removed(log, step, unit.Target);
                return true;
            case MoveOutcome.AlreadyGone: // deleted by API since it was planned
                return true;
            case MoveOutcome.Changed:
                PushedAgain++;
                Log.PushedAgain(log, step.What);
                return false;
            case MoveOutcome.Failed { Fault: var fault }:
                _faults.Add(fault);
                return false;
            case MoveOutcome.Stranded { Fault: var fault }:
                _stranded = true;
                _faults.Add(fault);
                return false;
            default:
                throw new InvalidOperationException("A move has five outcomes.");
        }
    }

    /// <summary>Puts back what was written again, and what else is needed.</summary>
    private bool PutBack(List<TrashedUnit> units, Func<TrashedUnit, bool> isNeeded)
    {
        var back = true;
        foreach (var unit in units.Where(unit => isNeeded(unit) || !trash.IsUnchanged(unit)).ToArray())
        {
            var left = trash.PutBack(unit.Path);
            _faults.AddRange(left);
            units.Remove(unit);
            PushedAgain++;
            Log.PutBack(log, unit.Path);
            back &= left.Count == 0;
        }

        return back;
    }
}
