using System.Collections.Concurrent;
using System.Collections.Immutable;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 6 in one repository, in stages that <see cref="StoreMark"/> shares out over threads.</summary>
/// <remarks>
/// <code>
/// ReadTag         what a tag points at
/// Reach           what the tags that stay lead to
/// LookAtRevision  when a manifest was pushed that is not reached
/// Spread          what young ones lead to, and evicted tags that can still come back
/// LookAtLayer     when a layer was pushed that is not reached
/// Conclude
/// </code>
/// </remarks>
internal sealed class RepositoryMark : IDisposable
{
    private readonly MarkContext _context;
    private readonly ScannedRepository _repository;
    private readonly RepositoryInventory _inventory;
    private readonly IReadOnlyCollection<EvictedTag> _evicted;
    private readonly Verdict[] _verdicts;
    private readonly Dictionary<string, (long ModifiedNanoseconds, int Target)> _known;
    private readonly ConcurrentBag<StoreFault> _faults = [];
    private readonly TagTargets _targets;
    private readonly int?[] _read;
    private readonly bool _evicts;
    private readonly HashSet<int> _revisions;
    private readonly HashSet<int> _aliases = [];
    private Reachability? _reached;
    private int[] _unreached = [];
    private FileStamp?[] _unreachedLinks = [];
    private Digest[] _unnamed = [];
    private FileStamp?[] _unnamedLinks = [];
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
        _revisions = [.. inventory.Revisions];
        foreach (var fault in repository.Faults.Concat(inventory.Faults))
            _faults.Add(fault);
        _known = context.Known.Of(repository.Name);

        // What is evicted leads nowhere, unless it can come back.
        _verdicts = [.. verdicts.Where(verdict => verdict is not Verdict.Evict || context.Undo > TimeSpan.Zero)];

        // Where a tag goes, those that stay must be known to pull: a broken one must not push out the last that does.
        _evicts = verdicts.Any(verdict => verdict is Verdict.Evict);
        _targets = new TagTargets(context.Layout, repository.Name, context.Graph.Digests, _revisions, _faults.Add) { TrustsListing = !_evicts };
        _read = new int?[_verdicts.Length];
    }

    public int TagCount => _verdicts.Length;

    public int UnreachedCount => _unreached.Length;

    public int UnnamedCount => _unnamed.Length;

    /// <summary>How many links were read, not remembered.</summary>
    public int TagsRead => _tagsRead;

    /// <summary>Its manifests, which are known before <see cref="Reach"/> if they were read by then.</summary>
    public IEnumerable<int> Revisions => _revisions;

    /// <summary>Its uploads.</summary>
    public ImmutableArray<UploadSnapshot> Uploads => _inventory.Uploads;

    public RepositoryName Name => _repository.Name;

    /// <summary>Every tag of it was seen by the scan, which is not made again in one pass.</summary>
    public bool IsWhole => _repository.IsWhole;

    /// <summary>What is known of its tags, for the next pass.</summary>
    public IReadOnlyCollection<(TagSnapshot Tag, int Target)> KnownTags =>
    [
        .. _verdicts.Zip(_read)
            .Where(pair => pair.Second is not null && Collection.KnownTags.CanBeKnown(pair.First.Tag.Link, _context.Now))
            .Select(pair => (pair.First.Tag, pair.Second!.Value)),
    ];

    public void ReadTag(int index)
    {
        var tag = _verdicts[index].Tag;
        if (!_evicts && _known.TryGetValue(tag.Tag.Value, out var known) && known.ModifiedNanoseconds == tag.Link.ModifiedNanoseconds
            && _revisions.Contains(known.Target))
        {
            _read[index] = known.Target;
            return;
        }

        Interlocked.Increment(ref _tagsRead);
        _read[index] = _targets.Of(tag.Tag);
    }

    public void Reach()
    {
        _revisions.UnionWith(_targets.Arrived);
        var roots = new List<int>();
        var following = new List<FollowingTag>();
        for (var i = 0; i < _verdicts.Length; i++)
        {
            if (_read[i] is not { } target)
                continue;
            if (_verdicts[i] is Verdict.Follow follow)
                following.Add(new FollowingTag(follow.Tag, follow.Referrer, target, MayBeElsewhere(follow, target)));
            else if (_verdicts[i] is Verdict.Keep)
                roots.Add(target);
        }

        _reached = new Reachability(_context.Graph, _revisions, following);
        _reached.Add(_context.KeepUntagged ? roots.Concat(_revisions) : roots);
        _unreached = [.. _revisions.Where(revision => !_reached.Live.Contains(revision))];
        _unreachedLinks = new FileStamp?[_unreached.Length];
    }

    public void LookAtRevision(int index) => _unreachedLinks[index] =
        Stamp(_context.Layout.RevisionLink(_repository.Name, _context.Graph.Digests[_unreached[index]]));

    public void Spread()
    {
        var digests = _context.Graph.Digests;
        _reached!.Add(_unreached.Where((_, i) => IsYoung(_unreachedLinks[i])));
        _context.Live.AddAll(_reached.Live);
        _context.Live.AddAll(FollowAliases(_reached.Live));
        foreach (var roots in EvictedRoots().GroupBy(root => root.Until, root => root.Target).OrderByDescending(roots => roots.Key))
        {
            var before = _reached.Live.ToHashSet();
            _reached.Add(roots);
            var added = _reached.Live.Where(number => !before.Contains(number)).ToList();
            foreach (var number in added.Concat(FollowAliases(added)))
                _context.Held.AddOrUpdate(number, roots.Key, (_, until) => until > roots.Key ? until : roots.Key);
        }

        _unnamed =
        [
            .. _inventory.Layers.Where(layer => !IsNamed(layer)).Select(layer => digests[layer]),
            .. _inventory.OtherLayers.Where(layer => !(digests.TryFind(layer, out var number) && IsNamed(number))),
        ];
        _unnamedLinks = new FileStamp?[_unnamed.Length];
    }

    public void LookAtLayer(int index) => _unnamedLinks[index] = Stamp(_context.Layout.LayerLink(_repository.Name, _unnamed[index]));

    public MarkOutcome Conclude()
    {
        var dead = Dead().OrderBy(revision => revision.Digest).ToImmutableArray();
        var complete = new MarkOutcome.Complete
        {
            DeadRevisions = dead,
            GoneReferrers = [.. _reached!.Gone.Select(following => following.Tag)],
            StaleLayers = [.. StaleLayers(_revisions.Count - dead.Length).OrderBy(layer => layer.Digest)],
            DeadIndexEntries = [.. DeadIndexEntries(dead)],
            Litter = [.. Litter()],
        };
        ImmutableArray<StoreFault.Unreadable> ignorance = [.. _faults.Concat(_reached.Faults).OfType<StoreFault.Unreadable>().Distinct()];
        return ignorance.IsEmpty ? complete : new MarkOutcome.Incomplete(ignorance);
    }

    /// <inheritdoc/>
    public void Dispose() => _targets.Dispose();

    private IEnumerable<RevisionSnapshot> Dead()
    {
        for (var i = 0; i < _unreached.Length; i++)
        {
            if (_unreachedLinks[i] is { } link && !_reached!.Live.Contains(_unreached[i]))
                yield return new RevisionSnapshot(_context.Graph.Digests[_unreached[i]], link);
        }
    }

    /// <summary>
    /// Never the last of a repository that has manifests: registry 2.8.3 finds repositories by their layer links. And none while a push is in flight:
    /// what it uploaded first may be older than the grace.
    /// </summary>
    private List<LayerSnapshot> StaleLayers(int manifestsLeft)
    {
        var pushing = _inventory.Uploads.Any(upload => upload.LastWrite >= _context.YoungSince);
        var stale = new List<LayerSnapshot>();
        for (var i = 0; i < _unnamed.Length; i++)
        {
            if (_unnamedLinks[i] is not { } link)
                continue;
            if (!pushing && !IsYoung(link))
                stale.Add(new LayerSnapshot(_unnamed[i], link));
            else if (_context.Graph.Digests.TryFind(_unnamed[i], out var number))
                _context.Linked.Add(number);
        }

        if (manifestsLeft > 0 && stale.Count > 0 && stale.Count == _inventory.Layers.Length + _inventory.OtherLayers.Length)
        {
            var last = stale.MaxBy(layer => (layer.Link.ModifiedNanoseconds, layer.Digest));
            stale.Remove(last);
            if (_context.Graph.Digests.TryFind(last.Digest, out var number))
                _context.Linked.Add(number);
        }

        return stale;
    }

    /// <summary>Looked for only where manifests go: it costs a listing a tag, and that is when entries die.</summary>
    private IEnumerable<IndexEntrySnapshot> DeadIndexEntries(ImmutableArray<RevisionSnapshot> dead)
    {
        if (dead.IsEmpty)
            yield break;
        var digests = _context.Graph.Digests;
        var alive = _revisions.Select(revision => digests[revision]).ToHashSet();
        alive.ExceptWith(dead.Select(revision => revision.Digest));
        var stays = _verdicts.Where(verdict => verdict is not Verdict.Evict).Select(verdict => verdict.Tag).Except(_reached!.Gone.Select(gone => gone.Tag));
        foreach (var tag in stays.Select(tag => tag.Tag))
        {
            foreach (var digest in DirectoryLister.Digests(_context.Layout.TagIndex(_repository.Name, tag), _faults.Add).Order())
            {
                var path = $"{_context.Layout.TagIndexEntry(_repository.Name, tag, digest)}/{StorageLayout.LinkName}";
                if (!alive.Contains(digest) && Stamp(path) is { } link && !IsYoung(link))
                    yield return new IndexEntrySnapshot(tag, digest, link);
            }
        }
    }

    /// <summary>Directories that have lost their link, and a repository that has nothing any more.</summary>
    private IEnumerable<Litter> Litter()
    {
        var layout = _context.Layout;
        if (IsEmpty)
            return Storage.Litter.OfRepository(layout.Repository(_repository.Name), _context.YoungSince);
        var tags = _repository.TagsWithoutLink.Select(tag => layout.Tag(_repository.Name, tag));
        var revisions = _unreached.Where((_, i) => _unreachedLinks[i] is null).Select(number => layout.Revision(_repository.Name, _context.Graph.Digests[number]));
        var layers = _unnamed.Where((_, i) => _unnamedLinks[i] is null).Select(digest => layout.Layer(_repository.Name, digest));
        return tags.Concat(revisions).Concat(layers).SelectMany(path => Storage.Litter.Below(path, _context.YoungSince));
    }

    private bool IsEmpty =>
        _repository.Tags.IsEmpty && _revisions.Count == 0 && _inventory.Uploads.IsEmpty && _inventory.Layers.Length + _inventory.OtherLayers.Length == 0;

    private bool IsNamed(int number) => _reached!.Live.Contains(number) || _aliases.Contains(number);

    private bool IsYoung(FileStamp? link) => link?.ModifiedAt >= _context.YoungSince;

    private FileStamp? Stamp(string link) => LinkFile.StampOf(link, _faults.Add);

    private List<int> FollowAliases(IEnumerable<int> numbers)
    {
        var aliases = LayerAliases.Of(_context.Layout, _repository.Name, _context.Graph.Digests, numbers, _faults.Add).ToList();
        _aliases.UnionWith(aliases);
        return aliases;
    }

    /// <summary>What tags lead to that can still come back: those that this pass evicts, and those that earlier ones have.</summary>
    private IEnumerable<(int Target, DateTimeOffset Until)> EvictedRoots()
    {
        for (var i = 0; i < _verdicts.Length; i++)
        {
            if (_verdicts[i] is Verdict.Evict && _read[i] is { } target)
                yield return (target, _context.Now + _context.Undo);
        }

        foreach (var tag in _evicted)
            yield return (_context.Graph.Digests.NumberOf(tag.Target), tag.Until);
    }

    /// <summary>
    /// A signature may lie in another repository than what it signs (COSIGN_REPOSITORY), and may be pushed before it. So its subject counts
    /// as gone only when this repository had it and loses it, or when the whole store has no such blob.
    /// </summary>
    private bool MayBeElsewhere(Verdict.Follow verdict, int target)
    {
        var digests = _context.Graph.Digests;
        if (!IsReferrer(verdict, target))
            return true;
        if (!verdict.Referrer.TryGetSubject(out var subject))
            return !_revisions.Any(revision => verdict.Referrer.MayReferTo(digests[revision])); // half a digest finds no blob
        var known = digests.TryFind(subject, out var number);
        return !(known && _revisions.Contains(number))
            && (IsYoung(verdict.Tag.Link) || (known && number < digests.BlobCount) || File.Exists(_context.Layout.BlobData(subject)));
    }

    /// <summary>Whoever names images by their content writes <c>sha256-HEX</c>, too; the fallback tag of the OCI points at an index or at a referrer.</summary>
    private bool IsReferrer(Verdict.Follow verdict, int target) =>
        verdict.Referrer.Kind is not ReferrerKind.Index
        || _context.Graph.Of(target) is not ManifestNode.Leads leads
        || leads.IsIndex || leads.Subject is not null;
}
