using System.Collections.Concurrent;

namespace RegistryJanitor.Verification;

/// <summary>Walks from the roots of one repository to everything that they need, and notes on the way what there is. Judges nothing.</summary>
/// <param name="links">The repository's links.</param>
/// <param name="manifests">The manifests of the store.</param>
/// <param name="blobs">The blobs of the store.</param>
internal sealed class RepositoryWalk(RepositoryLinks links, VerifiedManifests manifests, VerifiedBlobs blobs)
{
    private readonly ConcurrentDictionary<Digest, bool> _visited = new();

    /// <summary>Every manifest that was come to.</summary>
    public ICollection<Digest> Visited => _visited.Keys;

    /// <summary>Walks from one manifest; several threads may walk from several.</summary>
    public void From(Digest root)
    {
        // Not recursive: whoever can push a chain of indexes must not be able to overflow a thread's stack.
        var waiting = new Stack<Digest>([root]);
        while (waiting.TryPop(out var digest))
        {
            if (_visited.TryAdd(digest, true))
                Visit(digest, waiting);
        }
    }

    /// <summary>The manifest under a digest as this repository serves it, or null.</summary>
    public Manifest? Find(Digest digest) =>
        links.Manifest(digest).TargetOf(digest) is { } file && manifests.Of(file) is Storage.ManifestFile.Understood { Manifest: var manifest }
            ? manifest
            : null;

    /// <summary>The children that this repository has or had, if the manifest is an index.</summary>
    public IEnumerable<Digest> Children(Manifest? manifest)
    {
        if (manifest is not Manifest.Index index)
            yield break;
        foreach (var entry in index.Manifests)
        {
            if (IsChild(index, entry) && links.Manifest(entry.Digest) is not RepositoryLink.Absent)
                yield return entry.Digest;
        }
    }

    /// <summary>
    /// Whether a reference is to a manifest rather than to a blob. A BuildKit cache is an index of layers, so the media type tells; of a type
    /// that tells nothing, the links do.
    /// </summary>
    public bool IsChild(Manifest parent, Descriptor reference)
    {
        if (parent is not Manifest.Index)
            return false;
        if (reference.MediaType.IsManifest)
            return true;
        return links.Layer(reference.Digest) is RepositoryLink.Absent
            && (reference.MediaType == MediaType.None || links.Manifest(reference.Digest) is not RepositoryLink.Absent);
    }

    private void Visit(Digest digest, Stack<Digest> waiting)
    {
        if (links.Manifest(digest).TargetOf(digest) is not { } file)
            return;
        blobs.Visit(digest, file);
        if (Find(digest) is not { } manifest)
            return;
        foreach (var reference in manifest.References)
        {
            var isChild = IsChild(manifest, reference);
            var link = isChild ? links.Manifest(reference.Digest) : links.Layer(reference.Digest);

            // Named even where this repository does not have it: another one may, and no collection takes it.
            blobs.Visit(reference.Digest, link.TargetOf(reference.Digest) ?? reference.Digest);
            if (isChild && link is not RepositoryLink.Absent)
                waiting.Push(reference.Digest);
        }
    }
}
