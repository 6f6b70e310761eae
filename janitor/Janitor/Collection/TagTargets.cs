using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the tags of one repository point at.</summary>
internal sealed class TagTargets : IDisposable
{
    private readonly StorageLayout _layout;
    private readonly RepositoryName _repository;
    private readonly Dictionary<Digest, RevisionSnapshot> _revisions;
    private readonly Action<StoreFault> _report;
    private readonly string _path;
    private readonly OpenDirectory? _tags;

    /// <param name="layout">The store.</param>
    /// <param name="repository">Which.</param>
    /// <param name="revisions">The revisions that were listed before; those that tags show to have come since are added.</param>
    /// <param name="report">Where to put what cannot be known.</param>
    public TagTargets(
        StorageLayout layout, RepositoryName repository, Dictionary<Digest, RevisionSnapshot> revisions, Action<StoreFault> report)
    {
        _layout = layout;
        _repository = repository;
        _revisions = revisions;
        _report = report;
        _path = layout.Tags(repository);
        _tags = OpenDirectory.TryOpen(_path, out var error);
        if (_tags is null && error != Errno.NoSuchEntry)
            report(StoreFault.Unreadable.Because(_path, error));
    }

    /// <summary>What a tag points at; null when the tag was deleted since it was listed, or with a fault when that cannot be known.</summary>
    public Digest? Of(Tag tag)
    {
        if (_tags is null)
            return null;
        switch (LinkFile.Read(_tags, _path, tag))
        {
            case LinkFile.Names { Digest: var digest }:
                Demand(tag, digest);
                return digest;
            case LinkFile.Unreadable { Fault: var fault }:
                _report(fault);
                return null;
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tags?.Dispose();

    /// <summary>A manifest that was not listed was pushed since, or the tag has been broken for longer.</summary>
    private void Demand(Tag tag, Digest digest)
    {
        if (_revisions.ContainsKey(digest))
            return;
        if (RevisionLister.Find(_layout.Revisions(_repository), digest) is { } revision)
            _revisions.Add(digest, revision);
        else
            _report(new StoreFault.Unreadable(
                _layout.TagLink(_repository, tag),
                $"the tag points at {digest}, which this repository does not have",
                "Push the tag again or delete it; its repository keeps its manifests until then."));
    }
}
