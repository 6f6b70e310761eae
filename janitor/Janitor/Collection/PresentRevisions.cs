using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 10: the manifests that a repository has now.</summary>
/// <param name="layout">The store.</param>
/// <param name="digests">The numbers of digests.</param>
/// <param name="marks">What was found in repositories before.</param>
internal sealed class PresentRevisions(StorageLayout layout, DigestTable digests, IReadOnlyCollection<RepositoryMark> marks)
{
    private readonly Dictionary<RepositoryName, RepositoryMark> _marks = marks.ToDictionary(mark => mark.Name);

    /// <summary>Whether a layer link is the one that stays only because it is a repository's last, and was not written since.</summary>
    public bool IsLastLink(RepositoryName repository, Digest digest) =>
        _marks.GetValueOrDefault(repository)?.LastLink is { } last && last.Digest == digest && LinkFile.StampOf(layout.LayerLink(repository, digest)) == last.Link;

    /// <summary>Their numbers.</summary>
    /// <param name="repository">Which repository.</param>
    /// <param name="report">Where to put what cannot be read.</param>
    public List<int> Of(RepositoryName repository, Action<StoreFault> report)
    {
        var present = new List<int>();
        var before = _marks.GetValueOrDefault(repository);
        foreach (var digest in DirectoryLister.Digests(layout.Revisions(repository), report))
        {
            // A deletion by API leaves the directory without its link.
            var number = digests.NumberOf(digest);
            if (before?.Had(number) is true || LinkFile.StampOf(layout.RevisionLink(repository, digest), report) is not null)
                present.Add(number);
        }

        return present;
    }
}
