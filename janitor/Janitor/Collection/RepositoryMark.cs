using System.Collections.Concurrent;
using System.Collections.Immutable;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 6 in one repository, in stages that <see cref="StoreMark"/> shares out over threads.</summary>
/// <remarks>
/// <code>
/// ReadTags        what tags point at
/// Reach           what the tags that stay lead to
/// LookAtRevision  when a manifest was pushed that is not reached
/// Spread          what young and, by the settings, all untagged ones lead to, and evicted tags that can still come back
/// LookAtLayer     when a layer was pushed that is not reached
/// Conclude
/// </code>
/// </remarks>
internal sealed class RepositoryMark
{
    // Not worth another stage: what was reached would have to be kept until then, in every repository.
    private const int FewLinks = 16;

    private readonly MarkContext _context;
    private readonly ScannedRepository _repository;
    private readonly RepositoryInventory _inventory;
    private readonly IReadOnlyCollection<EvictedTag> _evicted;
    private readonly Verdict[] _verdicts;
    private readonly ConcurrentBag<StoreFault> _faults = [];
    private readonly ConcurrentBag<int> _arrived = [];
    private readonly int?[] _targets;
    private readonly bool _evicts;
    private readonly HashSet<int> _revisions;
    private Dictionary<string, (long ModifiedNanoseconds, int Target)>? _known;
    private int _unreadTags;
    private Reachability? _reached;
    private int[] _unreached = [];
    private FileStamp?[] _unreachedLinks = [];
    private readonly LayerLinkMark _layers;
    private readonly HashSet<int> _bare = [];
    private ImmutableArray<RevisionSnapshot> _dead = [];
    private ImmutableArray<TagSnapshot> _gone = [];
    private int _tagsRead;

    /// <param name="context">What the marks of all repositories share.</param>
    /// <param name="repository">The repository as it was scanned.</param>
    /// <param name="verdicts">What policy says of its tags.</param>
    /// <param name="inventory">What it had before anything was marked.</param>
    /// <param name="evicted">Its tags that were evicted and can still come back.</param>
    public RepositoryMark(
        MarkContext context,
        ScannedRepository repository,
        ImmutableArray<Verdict> verdicts,
        RepositoryInventory inventory,
        IReadOnlyCollection<EvictedTag> evicted)
    {
        _context = context;
        _repository = repository;
        _inventory = inventory;
        _evicted = evicted;
        _revisions = new HashSet<int>(inventory.Revisions);
        _layers = new LayerLinkMark(context, repository.Name, inventory, _faults.Add);
        foreach (var fault in repository.Faults.Concat(inventory.Faults))
            _faults.Add(fault);

        // What is evicted leads nowhere, unless it can come back.
        _verdicts = [.. verdicts.Where(verdict => verdict is not Verdict.Evict || context.Undo > TimeSpan.Zero)];

        // Where a tag goes, those that stay must be known to pull: a broken one must not push out the last that does.
        _evicts = verdicts.Any(verdict => verdict is Verdict.Evict);
        _targets = new int?[_verdicts.Length];
        _unreadTags = _verdicts.Length;
    }

    public int TagCount => _verdicts.Length;

    /// <summary>How many manifests <see cref="LookAtRevision"/> is to look at.</summary>
    public int UnreachedCount => _reached is null ? 0 : _unreached.Length;

    /// <summary>How many layer links <see cref="LookAtLayer"/> is to look at.</summary>
    public int UnnamedCount => _layers.Count;

    /// <summary>How many links were read, not remembered.</summary>
    public int TagsRead => _tagsRead;

    /// <summary>Its manifests, which are known before <see cref="Reach"/> if they were read by then.</summary>
    public IEnumerable<int> Revisions => _revisions;

    /// <summary>Its uploads.</summary>
    public ImmutableArray<UploadSnapshot> Uploads => _inventory.Uploads;

    public RepositoryName Name => _repository.Name;

    /// <summary>Every tag of it was seen by the scan, which is not made again in one pass.</summary>
    public bool IsWhole => _repository.IsWhole;

    /// <summary>Whether the repository had a manifest when it was marked. One that was deleted by API leaves its directory.</summary>
    public bool Had(int number) => _revisions.Contains(number) && !_bare.Contains(number);

    /// <summary>The layer link that stays only because it is the last one; its blob may go.</summary>
    public LayerSnapshot? LastLink => _layers.Last;

    /// <summary>What is known of its tags, for the next pass; put together anew each time.</summary>
    public KnownRepository Known()
    {
        var tags = new List<KnownTag>(_verdicts.Length);
        for (var i = 0; i < _verdicts.Length; i++)
        {
            if (_targets[i] is { } target && KnownTags.CanBeKnown(_verdicts[i].Tag.Link, _context.Now))
                tags.Add(new KnownTag(_verdicts[i].Tag, target));
        }

        return new KnownRepository(Name, tags);
    }

    /// <summary>What some of the tags point at.</summary>
    /// <param name="from">The first of them, 0 or more.</param>
    /// <param name="to">The one after the last, at most <see cref="TagCount"/>.</param>
    public void ReadTags(int from, int to)
    {
        TagTargets? links = null;
        var remembered = LazyInitializer.EnsureInitialized(ref _known, () => _context.Known.Of(_repository.Name));
        for (var i = from; i < to; i++)
        {
            var tag = _verdicts[i].Tag;
            if (!_evicts && remembered.TryGetValue(tag.Tag.Value, out var known) && known.ModifiedNanoseconds == tag.Link.ModifiedNanoseconds
                && _revisions.Contains(known.Target))
            {
                _targets[i] = known.Target;
                continue;
            }

            links ??= new TagTargets(_context.Layout, _repository.Name, _context.Graph.Digests, _revisions, _faults.Add) { TrustsListing = !_evicts };
            _targets[i] = links.Of(tag.Tag, mustPull: _verdicts[i] is not Verdict.Evict);
            Interlocked.Increment(ref _tagsRead);
        }

        foreach (var revision in links?.Arrived ?? [])
            _arrived.Add(revision);
        links?.Dispose();
        if (Interlocked.Add(ref _unreadTags, from - to) == 0)
            _known = null; // all repositories at once would take more than their marks
    }

    public void Reach()
    {
        _revisions.UnionWith(_arrived);
        var roots = new List<int>();
        var following = new List<FollowingTag>();
        var elsewhere = new SubjectElsewhere(_context, _revisions, IsThere);
        for (var i = 0; i < _verdicts.Length; i++)
        {
            if (_targets[i] is not { } target)
                continue;
            if (_verdicts[i] is Verdict.Follow follow)
                following.Add(new FollowingTag(follow.Tag, follow.Referrer, target, elsewhere.MayBe(follow, target)));
            else if (_verdicts[i] is Verdict.Keep)
                roots.Add(target);
        }

        _reached = new Reachability(
            _context.Graph, _revisions, following, IsThere, new LayerAliases(_context.Layout, _repository.Name, _context.Graph.Digests, _faults.Add).Of);
        _reached.Add(roots);
        _unreached = Array.FindAll([.. _revisions], revision => !_reached.Live.Contains(revision));
        _unreachedLinks = new FileStamp?[_unreached.Length];
        if (_unreached.Length > FewLinks)
            return;
        for (var i = 0; i < _unreached.Length; i++)
            LookAtRevision(i);
        Spread();
    }

    public void LookAtRevision(int index) => _unreachedLinks[index] =
        Stamp(_context.Layout.RevisionLink(_repository.Name, _context.Graph.Digests[_unreached[index]]));

    public void Spread()
    {
        if (_reached is not { } reached)
            return; // done at once
        var young = new List<int>();
        for (var i = 0; i < _unreached.Length; i++)
        {
            if (_unreachedLinks[i] is null) // deleted by API, which leaves the directory: no manifest of the repository any more
                _bare.Add(_unreached[i]);
            else if (_context.KeepUntagged || IsYoung(_unreachedLinks[i]))
                young.Add(_unreached[i]);
        }

        reached.Add(young);
        _context.Live.AddAll(reached.Live);
        foreach (var (until, roots) in EvictedRoots())
            Hold(reached, roots, until);
        if (_context.Undo > TimeSpan.Zero) // referrers' tags that go now can come back, too
            Hold(reached, reached.Gone.Select(gone => gone.Target).ToList(), _context.Now + _context.Undo);

        _layers.LeaveNamed(reached.Live.Contains);
        _dead = [.. Dead(reached)];
        _gone = [.. reached.Gone.Select(following => following.Tag)];
        foreach (var fault in reached.Faults)
            _faults.Add(fault);
        _reached = null; // of a million blobs, this was half of the memory
    }

    public void LookAtLayer(int index) => _layers.LookAt(index);

    public MarkOutcome Conclude()
    {
        var complete = new MarkOutcome.Complete
        {
            DeadRevisions = _dead,
            GoneReferrers = _gone,
            StaleLayers = [.. _layers.Stale(_revisions.Count - _bare.Count - _dead.Length)],
            DeadIndexEntries = [.. DeadIndexEntries()],
            Litter = [.. Litter()],
        };
        ImmutableArray<StoreFault.Unreadable> ignorance = [.. _faults.OfType<StoreFault.Unreadable>().Distinct()];
        return ignorance.IsEmpty ? complete : new MarkOutcome.Incomplete(ignorance);
    }

    private IEnumerable<RevisionSnapshot> Dead(Reachability reached)
    {
        var dead = new List<RevisionSnapshot>();
        for (var i = 0; i < _unreached.Length; i++)
        {
            if (_unreachedLinks[i] is { } link && !reached.Live.Contains(_unreached[i]))
                dead.Add(new RevisionSnapshot(_context.Graph.Digests[_unreached[i]], link));
        }

        return dead.OrderBy(revision => revision.Digest);
    }

    /// <summary>Looked for only where manifests go or have gone: it costs a listing a tag, and that is when entries die.</summary>
    private List<IndexEntrySnapshot> DeadIndexEntries()
    {
        var found = new List<IndexEntrySnapshot>();
        if (_dead.IsEmpty && _bare.Count == 0)
            return found;
        var alive = new HashSet<Digest>();
        foreach (var revision in _revisions)
        {
            if (!_bare.Contains(revision))
                alive.Add(_context.Graph.Digests[revision]);
        }

        foreach (var revision in _dead)
            alive.Remove(revision.Digest);
        foreach (var tag in _verdicts.Where(verdict => verdict is not Verdict.Evict).Select(verdict => verdict.Tag).Except(_gone))
        {
            var digests = DirectoryLister.Digests(_context.Layout.TagIndex(_repository.Name, tag.Tag), _faults.Add);
            digests.Sort();
            foreach (var digest in digests)
            {
                var path = $"{_context.Layout.TagIndexEntry(_repository.Name, tag.Tag, digest)}/{StorageLayout.LinkName}";
                if (!alive.Contains(digest) && Stamp(path) is { } link && !IsYoung(link))
                    found.Add(new IndexEntrySnapshot(tag.Tag, digest, link));
            }
        }

        return found;
    }

    /// <summary>Directories that have lost their link, and a repository that has nothing any more.</summary>
    private IEnumerable<Litter> Litter()
    {
        var layout = _context.Layout;
        if (IsEmpty)
            return Storage.Litter.OfRepository(layout.Repository(_repository.Name), _context.YoungSince);
        var bare = new List<string>();
        foreach (var tag in _repository.TagsWithoutLink)
            bare.Add(layout.Tag(_repository.Name, tag));
        for (var i = 0; i < _unreached.Length; i++)
        {
            if (_unreachedLinks[i] is null)
                bare.Add(layout.Revision(_repository.Name, _context.Graph.Digests[_unreached[i]]));
        }

        return bare.Concat(_layers.Bare).SelectMany(path => Storage.Litter.Below(path, _context.YoungSince));
    }

    private bool IsEmpty =>
        _repository.Tags.IsEmpty && _revisions.Count == 0 && _inventory.Uploads.IsEmpty && _inventory.Layers.Length + _inventory.OtherLayers.Length == 0;

    private bool IsYoung(FileStamp? link) => link?.ModifiedAt >= _context.YoungSince;

    private bool IsThere(int revision) => Stamp(_context.Layout.RevisionLink(_repository.Name, _context.Graph.Digests[revision])) is not null;

    private FileStamp? Stamp(string link) => LinkFile.StampOf(link, _faults.Add);

    /// <summary>What these lead to, and nothing else did, stays until then.</summary>
    private void Hold(Reachability reached, IEnumerable<int> roots, DateTimeOffset until)
    {
        var before = reached.Live.ToHashSet();
        reached.Add(roots);
        foreach (var number in reached.Live)
        {
            if (!before.Contains(number))
                _context.Held.AddOrUpdate(number, until, (_, other) => other > until ? other : until);
        }
    }

    /// <summary>
    /// What tags lead to that can still come back, those that this pass evicts and those that earlier ones have, by when their time is over, the last first.
    /// </summary>
    private SortedList<DateTimeOffset, List<int>> EvictedRoots()
    {
        var roots = new SortedList<DateTimeOffset, List<int>>(Comparer<DateTimeOffset>.Create((one, other) => other.CompareTo(one)));
        for (var i = 0; i < _verdicts.Length; i++)
        {
            if (_verdicts[i] is Verdict.Evict && _targets[i] is { } target)
                Add(target, _context.Now + _context.Undo);
        }

        foreach (var tag in _evicted)
        {
            if (tag.Target is { } target)
                Add(_context.Graph.Digests.NumberOf(target), tag.Until);
        }

        return roots;

        void Add(int target, DateTimeOffset until)
        {
            if (!roots.TryGetValue(until, out var same))
                roots.Add(until, same = []);
            same.Add(target);
        }
    }
}
