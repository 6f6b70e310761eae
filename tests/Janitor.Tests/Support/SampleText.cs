namespace RegistryJanitor.Tests.Support;

/// <summary>An image as a client holds it: the bytes of its blobs and of its manifest.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Blobs">Config and layers; none for an index.</param>
internal sealed record SampleText(string Manifest, params string[] Blobs)
{
    public Digest Digest { get; } = TempStore.DigestOf(Manifest);

    /// <summary>An image of these layers and one of its own.</summary>
    public static SampleText Image(string words, params string[] layers)
    {
        string[] blobs = [$$"""{"config of":"{{words}}"}""", .. layers, OwnLayer(words)];
        return new SampleText(Manifests.Image(TempStore.DigestOf(blobs[0]), blobs[1..].Select(TempStore.DigestOf)), blobs);
    }

    public static SampleText Index(params SampleText[] children) => new(Manifests.Index(children.Select(child => child.Digest)));

    /// <summary>The layer that only the image of these words has.</summary>
    public static string OwnLayer(string words) => $"the layer of {words}";

    /// <summary>Its signature's tag.</summary>
    public string SignatureTag => $"sha256-{Digest.Hex}.sig";
}
