using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>A blob that a client uploads for a manifest.</summary>
/// <param name="Name">Its short name in statements.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="BySha512">Uploaded, and named by the manifest, by its sha512; the registry stores it by its sha256.</param>
internal sealed record DraftBlob(string Name, string Content, bool BySha512 = false)
{
    /// <summary>By which the manifest names it.</summary>
    public Digest Digest { get; } = BySha512 ? TempStore.Sha512Of(Content) : TempStore.DigestOf(Content);

    /// <summary>An upload, or a mount where the store has the bytes: what either leaves on disk is the same.</summary>
    public void Upload(TempStore store, string repository, DateTimeOffset at) =>
        _ = BySha512 ? store.Alias(repository, Content, at) : store.Layer(repository, Content, at);
}
