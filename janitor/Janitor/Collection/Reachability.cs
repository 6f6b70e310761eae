using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>The graph part of phase 6, in one repository: what is reached from the roots. Knows no clock, and no files but by its graph.</summary>
/// <remarks>
/// Down: a manifest reaches what it refers to. Up: a manifest that names a live subject lives with it, and so does a tag whose name speaks of
/// one. Both until nothing changes, since a signature may be signed and a child may have an attestation of its own.
/// What is neither a revision of the repository nor said to be a manifest (layers, configs, the entries of a BuildKit cache) ends there, and so do
/// the platforms that a sparse index lacks.
/// </remarks>
internal sealed class Reachability
{
    private readonly ReferenceGraph _graph;
    private readonly IReadOnlySet<int> _revisions;
    private readonly Func<int, int?> _storedAs;
    private readonly Dictionary<int, List<int>> _referrers = [];
    private readonly Dictionary<int, StoreFault.Unreadable> _missing = [];
    private readonly Dictionary<int, StoreFault.Unreadable> _notUnderstood = [];
    private readonly HashSet<int> _live = [];
    private readonly HashSet<int> _visited = [];
    private readonly Stack<int> _unvisited = new();
    private readonly List<FollowingTag> _waiting;

    /// <param name="graph">What manifests lead to.</param>
    /// <param name="revisions">Every manifest of the repository.</param>
    /// <param name="following">Tags that live with their subject.</param>
    /// <param name="isThere">Asked of manifests that name a subject: one that was deleted by API leaves its directory, and lives with nothing.</param>
    /// <param name="storedAs">What a digest is stored as, when that is another one.</param>
    public Reachability(
        ReferenceGraph graph,
        IReadOnlySet<int> revisions,
        IEnumerable<FollowingTag> following,
        Func<int, bool> isThere,
        Func<int, int?> storedAs)
    {
        _storedAs = storedAs;
        _graph = graph;
        _revisions = revisions;
        _waiting = [.. following];
        foreach (var revision in revisions)
        {
            if (Read(revision) is { Subject: { } subject } && isThere(revision))
            {
                if (!_referrers.TryGetValue(subject, out var referrers))
                    _referrers.Add(subject, referrers = []);
                referrers.Add(revision);
            }
        }
    }

    /// <summary>Everything that is reached, by number.</summary>
    public IReadOnlySet<int> Live => _live;

    /// <summary>The tags whose subject is not.</summary>
    public IReadOnlyCollection<FollowingTag> Gone => _waiting;

    /// <summary>
    /// What stands in the way of knowing what lives. A manifest that cannot be understood may be the subject's or the parent's of anything. One
    /// whose bytes are lost cannot be pulled: it matters only while something still leads to it, and its dead revision may go.
    /// </summary>
    public IReadOnlyCollection<StoreFault.Unreadable> Faults
    {
        get
        {
            List<StoreFault.Unreadable> faults = [.. _notUnderstood.Values];
            foreach (var (number, fault) in _missing)
            {
                if (_revisions.Contains(number) && _live.Contains(number))
                    faults.Add(fault);
            }

            return faults;
        }
    }

    /// <summary>Reaches what some manifests lead to, besides what was reached before.</summary>
    public void Add(IEnumerable<int> roots)
    {
        foreach (var root in roots)
            ReachManifest(root);
        do
            Spread();
        while (_waiting.RemoveAll(ReachWithSubject) > 0);
    }

    private void ReachManifest(int number)
    {
        _live.Add(number);
        if (_visited.Add(number))
            _unvisited.Push(number);
    }

    private void ReachBlob(int number)
    {
        for (int? stored = number; stored is { } next && _live.Add(next); stored = _storedAs(next))
        {
            // A client may call a manifest what it likes: the registry serves it as one if the repository has it as one.
            if (_revisions.Contains(next))
                ReachManifest(next);
        }
    }

    private void Spread()
    {
        while (_unvisited.TryPop(out var number))
        {
            foreach (var referrer in _referrers.GetValueOrDefault(number, []))
                ReachManifest(referrer);
            if (_storedAs(number) is { } stored)
                ReachManifest(stored);
            if (Read(number) is not { } leads)
                continue;
            foreach (var manifest in leads.Manifests)
                ReachManifest(manifest);
            foreach (var blob in leads.Blobs)
                ReachBlob(blob);
        }
    }

    private bool ReachWithSubject(FollowingTag tag)
    {
        var lives = tag.MayBeElsewhere
            || (tag.Referrer.TryGetSubject(out var subject)
                ? _graph.Digests.TryFind(subject, out var number) && _live.Contains(number)
                : _live.Any(live => tag.Referrer.MayReferTo(_graph.Digests[live])));
        if (lives)
            ReachManifest(tag.Target);
        return lives;
    }

    private ManifestNode.Leads? Read(int number)
    {
        if (_missing.ContainsKey(number) || _notUnderstood.ContainsKey(number))
            return null;
        switch (_graph.Of(number))
        {
            case ManifestNode.Leads leads:
                return leads;
            case ManifestNode.Missing { Fault: var fault }:
                _missing.Add(number, fault);
                return null;
            case ManifestNode.NotUnderstood { Fault: var fault }:
                _notUnderstood.Add(number, fault);
                return null;
            default:
                throw new InvalidOperationException("A manifest has three states.");
        }
    }
}
