namespace RegistryJanitor.Collection;

/// <summary>The graph part of phase 6, in one repository: which manifests are reached from the roots. Knows no files and no clock.</summary>
/// <remarks>
/// Down: an index reaches its children. Up: a manifest that names a live subject lives with it, and so does a tag whose name speaks of
/// one. Both until nothing changes, since a signature may be signed and a child may have an attestation of its own.
/// References to what the repository does not have as a manifest (layers, configs, the missing platforms of a sparse index) end there.
/// </remarks>
public sealed class Reachability
{
    private readonly IReadOnlyDictionary<Digest, Manifest> _manifests;
    private readonly ILookup<Digest, Digest> _referrers;
    private readonly HashSet<Digest> _live = [];
    private readonly Stack<Digest> _unvisited = new();

    /// <param name="manifests">Every manifest of the repository.</param>
    /// <param name="roots">Where life comes from.</param>
    /// <param name="following">Tags that live with their subject.</param>
    public Reachability(
        IReadOnlyDictionary<Digest, Manifest> manifests, IEnumerable<Digest> roots, IEnumerable<FollowingTag> following)
    {
        _manifests = manifests;
        _referrers = manifests.Where(pair => pair.Value.Subject is not null)
            .ToLookup(pair => pair.Value.Subject!.Value.Digest, pair => pair.Key);
        foreach (var root in roots)
            Reach(root);
        Spread();

        var waiting = new List<FollowingTag>(following);
        while (waiting.RemoveAll(ReachWithSubject) > 0)
            Spread();
        Gone = waiting;
    }

    /// <summary>Everything that is reached.</summary>
    public IReadOnlySet<Digest> Live => _live;

    /// <summary>The tags whose subject is not.</summary>
    public IReadOnlyCollection<FollowingTag> Gone { get; }

    private void Reach(Digest digest)
    {
        if (_live.Add(digest))
            _unvisited.Push(digest);
    }

    private void Spread()
    {
        while (_unvisited.TryPop(out var digest))
        {
            foreach (var referrer in _referrers[digest])
                Reach(referrer);
            if (!_manifests.TryGetValue(digest, out var manifest))
                continue;
            foreach (var reference in manifest.References)
                Reach(reference.Digest);
        }
    }

    private bool ReachWithSubject(FollowingTag tag)
    {
        var lives = tag.MayBeElsewhere
            || (tag.Referrer.TryGetSubject(out var subject) ? _live.Contains(subject) : _live.Any(tag.Referrer.MayReferTo));
        if (lives)
            Reach(tag.Target);
        return lives;
    }
}
