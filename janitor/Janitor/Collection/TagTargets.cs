using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Reads what the tags of one repository point at. Safe for several threads.</summary>
internal sealed class TagTargets : IDisposable
{
    private readonly StorageLayout _layout;
    private readonly RepositoryName _repository;
    private readonly DigestTable _digests;
    private readonly IReadOnlySet<int> _revisions;
    private readonly Action<StoreFault> _report;
    private readonly string _path;
    private readonly OpenDirectory? _tags;

    /// <param name="layout">The store.</param>
    /// <param name="repository">Which.</param>
    /// <param name="digests">The numbers of digests.</param>
    /// <param name="revisions">The revisions that were listed before.</param>
    /// <param name="report">Where to put what cannot be known; from several threads.</param>
    public TagTargets(
        StorageLayout layout, RepositoryName repository, DigestTable digests, IReadOnlySet<int> revisions, Action<StoreFault> report)
    {
        _layout = layout;
        _repository = repository;
        _digests = digests;
        _revisions = revisions;
        _report = report;
        _path = layout.Tags(repository);
        _tags = OpenDirectory.TryOpen(_path, out var error);
        if (_tags is null && error != Errno.NoSuchEntry)
            report(StoreFault.Unreadable.Because(_path, error));
    }

    /// <summary>A revision that was listed need not be looked at again.</summary>
    public required bool TrustsListing { get; init; }

    /// <summary>Revisions that tags show to have come since they were listed.</summary>
    public ConcurrentBag<int> Arrived { get; } = [];

    /// <summary>The number of what a tag points at; null when the tag was deleted since it was listed, or with a fault when that cannot be known.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="mustPull">That the repository does not have its manifest is a fault.</param>
    public int? Of(Tag tag, bool mustPull = true)
    {
        if (_tags is null)
            return null;
        switch (LinkFile.Read(_tags, _path, tag))
        {
            case LinkFile.Names { Digest: var digest }:
                var number = _digests.NumberOf(digest);
                Demand(tag, digest, number, mustPull);
                return number;
            case LinkFile.Unreadable { Fault: var fault }:
                _report(fault);
                return null;
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tags?.Dispose();

    /// <summary>A manifest that was not listed was pushed since. One without its link was deleted by API, or its tag has been broken for longer.</summary>
    private void Demand(Tag tag, Digest digest, int number, bool mustPull)
    {
        var listed = _revisions.Contains(number);
        if (listed && TrustsListing)
            return;
        if (LinkFile.StampOf(_layout.RevisionLink(_repository, digest)) is null)
        {
            if (!mustPull)
                return;
            _report(new StoreFault.Unreadable(
                _layout.TagLink(_repository, tag),
                $"the tag points at {digest}, which this repository does not have",
                "Push the tag again or delete it; its repository keeps its manifests until then."));
        }
        else if (!listed)
        {
            Arrived.Add(number);
        }
    }
}
