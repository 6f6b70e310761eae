namespace RegistryJanitor.Verification;

/// <summary>What one look found broken in a repository.</summary>
/// <param name="repository">Which.</param>
internal sealed class RepositoryFindings(RepositoryName repository)
{
    private readonly Dictionary<Tag, BrokenTag> _tags = [];
    private readonly Dictionary<Digest, BrokenRevision> _revisions = [];

    /// <summary>The repository.</summary>
    public RepositoryName Repository { get; } = repository;

    /// <summary>Tags that cannot be pulled, in the order in which they were added.</summary>
    public IReadOnlyCollection<BrokenTag> Tags => _tags.Values;

    /// <summary>Untagged manifests that cannot, in the order in which they were added.</summary>
    public IReadOnlyCollection<BrokenRevision> Revisions => _revisions.Values;

    /// <summary>Manifests that indexes list and that this repository never had. Breaks nothing.</summary>
    public int AbsentChildren { get; set; }

    /// <summary>Nothing is broken.</summary>
    public bool IsEmpty => _tags.Count == 0 && _revisions.Count == 0;

    /// <summary>Adds a tag.</summary>
    public void Add(BrokenTag broken) => _tags.Add(broken.Tag, broken);

    /// <summary>Adds an untagged manifest.</summary>
    public void Add(BrokenRevision broken) => _revisions.Add(broken.Revision, broken);

    /// <summary>What was found of a tag, or null.</summary>
    public BrokenTag? Find(Tag tag) => _tags.GetValueOrDefault(tag);

    /// <summary>What was found of an untagged manifest, or null.</summary>
    public BrokenRevision? Find(Digest revision) => _revisions.GetValueOrDefault(revision);

    /// <summary>What a later look has found as well, as that one saw it. A tag that points elsewhere by then is another finding.</summary>
    public RepositoryFindings SeenAgainIn(RepositoryFindings later)
    {
        var seen = new RepositoryFindings(Repository);
        foreach (var tag in later.Tags.Where(tag => Find(tag.Tag) is { } earlier && earlier.Target == tag.Target))
            seen.Add(tag);
        foreach (var revision in later.Revisions.Where(revision => Find(revision.Revision) is not null))
            seen.Add(revision);
        return seen;
    }
}
