using System.Collections.Concurrent;
using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the manifests of a store lead to. Each is read once, when it is first asked for; safe for several threads.</summary>
/// <param name="digests">The numbers of digests.</param>
/// <param name="read">Reads a manifest.</param>
internal sealed class ReferenceGraph(DigestTable digests, Func<Digest, ManifestFile> read)
{
    // By number; those that have come since the inventory beside it.
    private readonly ManifestNode.Leads?[] _blobs = new ManifestNode.Leads?[digests.BlobCount];
    private readonly ConcurrentDictionary<int, ManifestNode.Leads> _others = new();
    private int _readCount;

    /// <summary>The numbers of digests.</summary>
    public DigestTable Digests => digests;

    /// <summary>How many manifests were read from the store and understood.</summary>
    public int ReadCount => _readCount;

    /// <summary>What a manifest of the inventory leads to, if that is known.</summary>
    /// <param name="number">Less than <see cref="DigestTable.BlobCount"/>.</param>
    public ManifestNode.Leads? KnownAt(int number) => Volatile.Read(ref _blobs[number]);

    /// <summary>What a manifest leads to. Content does not change, so an answer is remembered; a failure is not, since a push may be about to mend it.</summary>
    public ManifestNode Of(int number)
    {
        if (Remembered(number) is { } known)
            return known;
        switch (read(digests[number]))
        {
            case ManifestFile.Understood { Manifest: var manifest }:
                Interlocked.Increment(ref _readCount);
                var node = Node(manifest);
                Remember(number, node);
                return node;
            case ManifestFile.Missing { Fault: var fault }:
                return new ManifestNode.Missing(fault);
            case ManifestFile.NotUnderstood { Fault: var fault }:
                return new ManifestNode.NotUnderstood(fault);
            default:
                throw new InvalidOperationException("A manifest file has three outcomes.");
        }
    }

    /// <summary>Whether a manifest needs no reading any more.</summary>
    public bool IsKnown(int number) => Remembered(number) is not null;

    /// <summary>Puts in what an earlier pass has read.</summary>
    public void Remember(int number, ManifestNode.Leads node)
    {
        if (number < _blobs.Length)
            Volatile.Write(ref _blobs[number], node);
        else
            _others[number] = node;
    }

    private ManifestNode.Leads? Remembered(int number) =>
        number < _blobs.Length ? Volatile.Read(ref _blobs[number]) : _others.GetValueOrDefault(number);

    private ManifestNode.Leads Node(Manifest manifest)
    {
        // A child may have been pushed as a blob: 2.8.3 serves it by its layer link, though it is no revision of any repository.
        var references = manifest.References;
        return new ManifestNode.Leads(
            manifest is Manifest.Index,
            manifest.Subject is { } subject ? digests.NumberOf(subject.Digest) : null,
            Numbers(references, areManifests: true),
            Numbers(references, areManifests: false));
    }

    private int[] Numbers(ImmutableArray<Descriptor> references, bool areManifests)
    {
        var numbers = new List<int>(references.Length);
        foreach (var reference in references)
        {
            if (reference.MediaType.IsManifest == areManifests)
                numbers.Add(digests.NumberOf(reference.Digest));
        }

        return [.. numbers];
    }
}
