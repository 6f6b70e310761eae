using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>The links of one repository, followed as registry 2.8.3 does.</summary>
/// <remarks>Source: distribution, registry/storage/linkedblobstore.go, <c>linkedBlobStatter.Stat</c>.</remarks>
internal sealed class RepositoryLinks
{
    private readonly StorageLayout _layout;
    private readonly RepositoryName _repository;
    private readonly LinkMemory _layers;
    private readonly LinkMemory _manifests;

    /// <param name="layout">The store.</param>
    /// <param name="repository">Which.</param>
    public RepositoryLinks(StorageLayout layout, RepositoryName repository)
    {
        _layout = layout;
        _repository = repository;
        _layers = new LinkMemory(digest => RepositoryLink.From(digest, LinkFile.Read(layout.LayerLink(repository, digest))));
        _manifests = new LinkMemory(ReadManifest);
    }

    /// <summary>The link to a blob.</summary>
    public RepositoryLink Layer(Digest digest) => _layers.Of(digest);

    /// <summary>The link to a manifest: its revision link, or else its layer link.</summary>
    public RepositoryLink Manifest(Digest digest) => _manifests.Of(digest);

    private RepositoryLink ReadManifest(Digest digest)
    {
        var revision = LinkFile.Read(_layout.RevisionLink(_repository, digest));
        var link = revision is LinkFile.Missing ? Layer(digest) : RepositoryLink.From(digest, revision);
        return link is RepositoryLink.Absent && Directory.Exists(_layout.Revision(_repository, digest)) ? new RepositoryLink.Deleted() : link;
    }
}
