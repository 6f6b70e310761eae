using System.Runtime.InteropServices;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Usage;

/// <summary>
/// What a tag leads to: its manifest, what that refers to, over any number of indexes. For one thread; each blob is come to once a walk, and a walk costs
/// what it comes to.
/// </summary>
/// <remarks>
/// Down only. What names the tag's image as its subject is not counted with it: signatures and attestations have tags of their own, by cosign's names or the
/// OCI's fallback, and what they take is seen there. Platforms that a sparse index lacks lead nowhere.
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="graph">What manifests lead to.</param>
/// <param name="report">Where to put manifests that cannot be read; they count for themselves alone.</param>
internal sealed class TagReach(StorageLayout layout, ReferenceGraph graph, Action<StoreFault> report)
{
    // By number, the walk that last came to a blob: even when it was one as any other, one more when it was read as a manifest.
    private readonly int[] _walks = new int[graph.Digests.BlobCount];
    private readonly HashSet<int> _elsewhere = [];
    private readonly Stack<int> _manifests = new();
    private readonly List<int> _blobs = [];
    private int _walk;
    private RepositoryName _repository;
    private LayerAliases? _aliases;
    private HashSet<int>? _revisions;

    /// <summary>The blobs of the inventory that a manifest leads to, itself among them.</summary>
    /// <param name="repository">As this repository serves it.</param>
    /// <param name="target">The number of what the tag points at.</param>
    /// <returns>Their numbers in no order, valid until the next call.</returns>
    public ReadOnlySpan<int> Of(RepositoryName repository, int target)
    {
        if (_aliases is null || repository != _repository)
            Enter(repository);
        _walk += 2;
        _blobs.Clear();
        _elsewhere.Clear();
        ReachManifest(target);
        while (_manifests.TryPop(out var number))
            Spread(number, isTarget: number == target);
        return CollectionsMarshal.AsSpan(_blobs);
    }

    private void Enter(RepositoryName repository)
    {
        _repository = repository;
        _aliases = new LayerAliases(layout, repository, graph.Digests, report);
        _revisions = null;
    }

    private void Spread(int number, bool isTarget)
    {
        if (StoredAs(number) is { } stored)
        {
            ReachManifest(stored);
            return;
        }

        // What is not in the inventory is not there, but for a tag that was pushed since.
        if (number >= _walks.Length && !isTarget)
            return;
        switch (graph.Of(number))
        {
            case ManifestNode.Leads leads:
                foreach (var manifest in leads.Manifests)
                    ReachManifest(manifest);
                foreach (var blob in leads.Blobs)
                    Reach(blob, leads.IsIndex);
                break;
            case ManifestNode.Missing { Fault: var fault } when isTarget:
                report(fault);
                break;
            case ManifestNode.NotUnderstood { Fault: var fault }:
                report(fault);
                break;
            default:
                break; // a platform that is not there
        }
    }

    /// <summary>A client may call a manifest what it likes: the registry serves it as one if the repository has it as one.</summary>
    private void Reach(int number, bool isEntry)
    {
        if (isEntry && Revisions.Contains(number))
            ReachManifest(number);
        else
            ReachBlob(number);
    }

    private void ReachManifest(int number)
    {
        if (number >= _walks.Length)
        {
            if (_elsewhere.Add(number))
                _manifests.Push(number);
            return;
        }

        if (_walks[number] < _walk)
            _blobs.Add(number);
        if (_walks[number] <= _walk)
        {
            _walks[number] = _walk + 1;
            _manifests.Push(number);
        }
    }

    private void ReachBlob(int number)
    {
        if (number >= _walks.Length)
        {
            if (_elsewhere.Add(number) && StoredAs(number) is { } stored && stored < _walks.Length)
                ReachBlob(stored);
        }
        else if (_walks[number] < _walk)
        {
            _walks[number] = _walk;
            _blobs.Add(number);
        }
    }

    /// <summary>Only what was pushed by another digest is stored by one: asking for the links of all that is absent would cost a file a platform of a sparse index.</summary>
    private int? StoredAs(int number) =>
        number >= _walks.Length && graph.Digests[number].Algorithm is not "sha256" ? _aliases!.Of(number) : null;

    /// <summary>Of the repository that the walk is in; listed when an index has entries that its own words do not tell apart.</summary>
    private HashSet<int> Revisions
    {
        get
        {
            if (_revisions is not null)
                return _revisions;
            _revisions = [];
            foreach (var digest in DirectoryLister.Digests(layout.Revisions(_repository), report))
            {
                if (graph.Digests.TryFind(digest, out var number))
                    _revisions.Add(number);
            }

            return _revisions;
        }
    }
}
