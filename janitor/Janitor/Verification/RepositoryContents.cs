using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>What of a repository is looked at: its tags with their links, and its revisions.</summary>
internal sealed class RepositoryContents
{
    private readonly StorageLayout _layout;

    private RepositoryContents(StorageLayout layout, RepositoryName name, List<Tag> tags, List<Digest> revisions)
    {
        tags.Sort(Tag.NaturalOrder);
        revisions.Sort();
        _layout = layout;
        Name = name;
        Tags = tags;
        Links = new LinkFile[tags.Count];
        Revisions = revisions;
    }

    /// <summary>The repository.</summary>
    public RepositoryName Name { get; }

    /// <summary>Its tags, in natural order.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>What each of <see cref="Tags"/> points at, once <see cref="ReadLink"/> was called for it.</summary>
    public LinkFile[] Links { get; }

    /// <summary>Its revisions, in order.</summary>
    public IReadOnlyList<Digest> Revisions { get; }

    /// <summary>Lists a repository.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="name">Which.</param>
    /// <param name="report">Where to put what could not be read, or is not the registry's.</param>
    public static RepositoryContents List(StorageLayout layout, RepositoryName name, Action<StoreFault> report) => new(
        layout,
        name,
        TagLister.List(layout.Tags(name), report),
        RevisionLister.List(layout.Revisions(name), report).ConvertAll(revision => revision.Digest));

    /// <summary>Lists what is still there of what was found broken.</summary>
    public static RepositoryContents ListAgain(StorageLayout layout, RepositoryFindings findings)
    {
        var name = findings.Repository;
        var tags = TagLister.List(layout.Tags(name), _ => { });
        var revisions = RevisionLister.List(layout.Revisions(name), _ => { }).ConvertAll(revision => revision.Digest);
        tags.RemoveAll(tag => findings.Find(tag) is null);
        revisions.RemoveAll(revision => findings.Find(revision) is null);
        return new RepositoryContents(layout, name, tags, revisions);
    }

    /// <summary>Reads the link of one tag.</summary>
    /// <param name="index">Its index in <see cref="Tags"/>.</param>
    public void ReadLink(int index) => Links[index] = LinkFile.Read(_layout.TagLink(Name, Tags[index]));

    /// <summary>What the tags point at, each once, by the order of the tags.</summary>
    public List<Digest> Targets()
    {
        var seen = new HashSet<Digest>();
        var targets = new List<Digest>();
        foreach (var link in Links)
        {
            if (link is LinkFile.Names { Digest: var target } && seen.Add(target))
                targets.Add(target);
        }

        return targets;
    }
}
