using System.Globalization;

namespace RegistryJanitor.Storage;

/// <summary>The one place that knows the paths of the store, all below the registry's <c>rootdirectory</c>.</summary>
/// <remarks>
/// The registry's part is distribution's registry/storage/paths.go, version 2.8.3:
/// <code>
/// docker/registry/v2/
///   repositories/NAME/                                   NAME nests: team/app and team/app/cache are both repositories
///     _manifests/revisions/ALG/HEX/link                  this repository has this manifest
///     _manifests/tags/TAG/current/link                   what the tag points at
///     _manifests/tags/TAG/index/ALG/HEX/link             every digest the tag ever had
///     _layers/ALG/HEX/link                               this repository may read this blob
///     _uploads/UUID/...                                  pushes in flight
///   blobs/ALG/HEX[0:2]/HEX/data
/// </code>
/// Ours, on the same file system so that a rename is atomic, and outside v2/ so that no collector of the registry walks it:
/// <code>
/// janitor/
///   lease                                                flock: one janitor a store
///   journal                                              what the running pass has begun and promised
///   state.json                                           what the next pass must know
///   ballast                                              space to be had when the disk is full
///   trash/PASS/repositories/NAME/...  .../blobs/...      what a pass moved away, under the path it had in v2/
/// </code>
/// </remarks>
public sealed class StorageLayout
{
    /// <summary>Directories of the registry inside a repository begin with this; no component of a repository's name can.</summary>
    public const char InternalPrefix = '_';

    /// <summary>The directory of manifests inside a repository.</summary>
    public const string ManifestsName = "_manifests";

    /// <summary>The directory of layer links inside a repository.</summary>
    public const string LayersName = "_layers";

    /// <summary>The directory of pushes in flight inside a repository.</summary>
    public const string UploadsName = "_uploads";

    /// <summary>Below a tag's directory: the link that a pull by tag reads.</summary>
    public const string CurrentLink = "current/link";

    /// <summary>Below a revision's directory: the link that says the repository has it.</summary>
    public const string RevisionLinkName = "link";

    private readonly string _v2;
    private readonly string _own;

    /// <param name="root">The registry's <c>rootdirectory</c>, absolute.</param>
    public StorageLayout(string root)
    {
        Root = root;
        _v2 = Path.Join(root, "docker/registry/v2");
        _own = Path.Join(root, "janitor");
    }

    /// <summary>The registry's <c>rootdirectory</c>.</summary>
    public string Root { get; }

    /// <summary>Everything the registry wrote.</summary>
    public string Registry => _v2;

    /// <summary>Everything the janitor wrote.</summary>
    public string Own => _own;

    /// <summary>The parent of all repositories.</summary>
    public string Repositories => Path.Join(_v2, "repositories");

    /// <summary>The lock file.</summary>
    public string Lease => Path.Join(_own, "lease");

    /// <summary>The journal of the running pass.</summary>
    public string Journal => Path.Join(_own, "journal");

    /// <summary>Space to be had when the disk is full.</summary>
    public string Ballast => Path.Join(_own, "ballast");

    /// <summary>What the next pass must know.</summary>
    public string State => Path.Join(_own, "state.json");

    /// <summary>The parent of everything moved away.</summary>
    public string Trash => Path.Join(_own, "trash");

    /// <summary>What one pass moved away.</summary>
    public string TrashOf(PassId pass) => Path.Join(Trash, pass.ToString());

    /// <summary>Where something of the registry's lies once a pass has moved it away.</summary>
    /// <param name="pass">The pass that moves it.</param>
    /// <param name="path"><see cref="Registry"/>, or a path below it.</param>
    public string InTrash(PassId pass, string path) => TrashOf(pass) + path[_v2.Length..];

    /// <summary>A repository's directory.</summary>
    public string Repository(RepositoryName repository) => Path.Join(Repositories, repository.ToString());

    /// <summary>The parent of a repository's tags.</summary>
    public string Tags(RepositoryName repository) => Path.Join(Repository(repository), ManifestsName, "tags");

    /// <summary>A tag's directory.</summary>
    public string Tag(RepositoryName repository, Tag tag) => Path.Join(Tags(repository), tag.ToString());

    /// <summary>The link that a pull by tag reads.</summary>
    public string TagLink(RepositoryName repository, Tag tag) => Path.Join(Tag(repository, tag), CurrentLink);

    /// <summary>The parent of a repository's revisions, one directory an algorithm.</summary>
    public string Revisions(RepositoryName repository) => Path.Join(Repository(repository), ManifestsName, "revisions");

    /// <summary>The directory that says that this repository has this manifest.</summary>
    public string Revision(RepositoryName repository, Digest digest) =>
        Path.Join(Revisions(repository), digest.Algorithm, digest.Hex);

    /// <summary>The link in <see cref="Revision"/>; its mtime is the last push of that manifest to that repository.</summary>
    public string RevisionLink(RepositoryName repository, Digest digest) => Path.Join(Revision(repository, digest), "link");

    /// <summary>The parent of a repository's layer links, one directory an algorithm.</summary>
    public string Layers(RepositoryName repository) => Path.Join(Repository(repository), LayersName);

    /// <summary>The parent of all blobs, one directory an algorithm.</summary>
    public string Blobs => Path.Join(_v2, "blobs");

    /// <summary>The directory that holds a blob's bytes and nothing else.</summary>
    public string Blob(Digest digest)
    {
        var hex = digest.Hex;
        return string.Create(CultureInfo.InvariantCulture, $"{_v2}/blobs/{digest.Algorithm}/{hex.AsSpan(0, 2)}/{hex}");
    }

    /// <summary>A blob's bytes.</summary>
    public string BlobData(Digest digest) => $"{Blob(digest)}/data";
}
