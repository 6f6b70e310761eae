namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Whatever a tag can point at: an image, an index or an artifact, with everything that it needs to be pulled.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Blobs">Its config and layers; none for an index.</param>
/// <param name="Children">The entries of an index.</param>
internal sealed record SampleImage(Blob Manifest, ImmutableArray<Blob> Blobs, ImmutableArray<SampleImage> Children)
{
    public Digest Digest => Manifest.Digest;

    /// <summary>Children first, as they must be pushed; itself last.</summary>
    public IEnumerable<SampleImage> Whole => Children.SelectMany(child => child.Whole).Append(this);

    /// <summary>Every blob on disk that a pull of it reads.</summary>
    public IEnumerable<Digest> Needs => Whole.SelectMany(part => part.Blobs.Append(part.Manifest)).Select(blob => blob.Digest);
}
