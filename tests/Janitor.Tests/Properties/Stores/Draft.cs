using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>A manifest as a client made it, with all that is pushed before it.</summary>
/// <param name="Name">Its short name in statements.</param>
/// <param name="Json">Its bytes.</param>
/// <param name="MediaType">By which an index names it.</param>
/// <param name="Says">What it names, in words for people.</param>
/// <param name="Blobs">What is uploaded for it.</param>
/// <param name="Children">What is pushed by digest before it: not all that an index names.</param>
internal sealed record Draft(string Name, string Json, MediaType MediaType, string Says, DraftBlob[] Blobs, Draft[] Children)
{
    public Digest Digest { get; } = TempStore.DigestOf(Json);

    /// <summary>The manifest as bytes that somebody uploads as a blob.</summary>
    public DraftBlob AsBlob => new(Name, Json);

    /// <summary>A whole push: blobs, children, the manifest, the tag.</summary>
    public void Push(TempStore store, string repository, string? tag, DateTimeOffset at, bool withChildren = true)
    {
        Upload(store, repository, at, withChildren);
        store.Manifest(repository, tag, at, Json);
    }

    /// <summary>What is pushed before the manifest.</summary>
    public void Upload(TempStore store, string repository, DateTimeOffset at, bool withChildren)
    {
        foreach (var blob in Blobs)
            blob.Upload(store, repository, at);
        foreach (var child in withChildren ? Children : [])
            child.Push(store, repository, tag: null, at);
    }

    public override string ToString() => $"{Name}[{Says}]";
}
