using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Manifests, and all the manifests that they lead to, read; for several threads.</summary>
/// <param name="layout">The store.</param>
internal sealed class ManifestSet(StorageLayout layout)
{
    private readonly ConcurrentDictionary<Digest, bool> _revisions = new();
    private readonly ConcurrentDictionary<Digest, Manifest?> _read = new();
    private readonly ConcurrentDictionary<Digest, StoreFault.Unreadable> _missing = new();
    private readonly ConcurrentBag<StoreFault.Unreadable> _notUnderstood = [];

    /// <summary>Those whose references are known.</summary>
    public IReadOnlyDictionary<Digest, Manifest> Understood =>
        _read.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    /// <summary>What stands in the way of knowing what all revisions lead to.</summary>
    public IEnumerable<StoreFault.Unreadable> Faults =>
        _notUnderstood.Concat(_missing.Where(pair => _revisions.ContainsKey(pair.Key)).Select(pair => pair.Value));

    /// <summary>
    /// What stands in the way of a mark that reached these. One that cannot be understood may be the subject's or the parent's of anything. One
    /// whose bytes are lost cannot be pulled: it matters only while something still leads to it, and its dead revision may go.
    /// </summary>
    public IEnumerable<StoreFault.Unreadable> FaultsAmong(IReadOnlySet<Digest> live) => _notUnderstood.Concat(
        _missing.Where(pair => _revisions.ContainsKey(pair.Key) && live.Contains(pair.Key)).Select(pair => pair.Value));

    /// <summary>Reads a revision of a repository, and what it leads to.</summary>
    public void Add(Digest revision)
    {
        _revisions.TryAdd(revision, true);

        // Not recursive: whoever can push a chain of indexes must not be able to overflow a thread's stack.
        var waiting = new Stack<Digest>([revision]);
        while (waiting.TryPop(out var digest))
        {
            if (_read.TryAdd(digest, null))
                Read(digest, waiting);
        }
    }

    private void Read(Digest digest, Stack<Digest> waiting)
    {
        switch (ManifestFile.Read(layout, digest))
        {
            case ManifestFile.Understood { Manifest: var manifest }:
                _read[digest] = manifest;

                // A child may have been pushed as a blob: 2.8.3 serves it by its layer link, though it is no revision. A sparse index lacks some.
                foreach (var child in manifest.References.Where(reference => reference.MediaType.IsManifest))
                    waiting.Push(child.Digest);
                break;
            case ManifestFile.Missing { Fault: var fault }:
                _missing.TryAdd(digest, fault);
                break;
            case ManifestFile.NotUnderstood { Fault: var fault }:
                _notUnderstood.Add(fault);
                break;
        }
    }
}
