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
///   lease.held                                           the lease itself where there is no flock: its holder's name and heartbeat
///   lease.stale                                          for a moment, that of a holder that has died
///   journal                                              what the running pass has begun and promised
///   mark-cache                                           what manifests refer to; deleting it costs time only
///   unreferenced                                         since when which blobs are; deleting it lets them stay longer
///   ballast                                              space to be had when the disk is full
///   trash/PASS/repositories/NAME/...  .../blobs/...      what a pass moved away, under the path it had in v2/
///   undo/PASS/repositories/NAME/_manifests/tags/TAG/...  what it evicted and can still come back
///   reports/PASS.json                                    what a pass did, the newest JANITOR_REPORTS_KEEP of them
///   history                                              a line a pass for the charts of the status page; deleting it empties them
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

    /// <summary>Below a revision's, a layer's or a history entry's directory: its link.</summary>
    public const string LinkName = "link";

    /// <summary>Below an upload's directory: the bytes that have arrived so far.</summary>
    public const string UploadDataName = "data";

    private const string ReportSuffix = ".json";

    private const string TagsSuffix = $"/{ManifestsName}/tags";

    private readonly string _v2;
    private readonly string _own;

    /// <param name="root">The registry's <c>rootdirectory</c>, absolute.</param>
    public StorageLayout(string root)
        : this(root, Path.Join(root, "docker/registry/v2"))
    {
    }

    private StorageLayout(string root, string registry)
    {
        Root = root;
        _v2 = registry;
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

    /// <summary>Where there is no <c>flock</c>: exists while the lease is held.</summary>
    public string HeldLease => Path.Join(_own, "lease.held");

    /// <summary>Where <see cref="HeldLease"/> goes when its holder has died.</summary>
    public string StaleLease => Path.Join(_own, "lease.stale");

    /// <summary>The journal of the running pass.</summary>
    public string Journal => Path.Join(_own, "journal");

    /// <summary>Space to be had when the disk is full.</summary>
    public string Ballast => Path.Join(_own, "ballast");

    /// <summary>What manifests refer to, so that the next pass reads new ones only.</summary>
    public string MarkCache => Path.Join(_own, "mark-cache");

    /// <summary>Since when which blobs are unreferenced.</summary>
    public string Unreferenced => Path.Join(_own, "unreferenced");

    /// <summary>The parent of everything moved away.</summary>
    public string Trash => Path.Join(_own, "trash");

    /// <summary>The parent of evicted tags that can still come back.</summary>
    public string Undo => Path.Join(_own, "undo");

    /// <summary>What passes did, one file each.</summary>
    public string Reports => Path.Join(_own, "reports");

    /// <summary>What one pass did.</summary>
    public string ReportOf(PassId pass) => Path.Join(Reports, pass + ReportSuffix);

    /// <summary>Whether a file in <see cref="Reports"/> is a report.</summary>
    /// <param name="name">Its name, without path.</param>
    public static bool IsReport(string name) => name.EndsWith(ReportSuffix, StringComparison.Ordinal) && PassId.TryParse(name[..^ReportSuffix.Length], out _);

    /// <summary>What the charts of the status page are drawn from.</summary>
    public string History => Path.Join(_own, "history");

    /// <summary>The tags that one pass evicted and that can still come back, under the paths they had.</summary>
    public string UndoOf(PassId pass) => Path.Join(Undo, pass.ToString());

    /// <summary>The same paths, of the tags that a pass evicted and that can still come back.</summary>
    public StorageLayout EvictedBy(PassId pass) => new(Root, UndoOf(pass));

    /// <summary>What a pass has moved away, as a store of its own.</summary>
    public StorageLayout MovedBy(PassId pass) => new(Root, TrashOf(pass));

    /// <summary>What one pass moved away.</summary>
    public string TrashOf(PassId pass) => Path.Join(Trash, pass.ToString());

    /// <summary>Where something of the registry's lies once a pass has moved it away.</summary>
    /// <param name="pass">The pass that moves it.</param>
    /// <param name="path"><see cref="Registry"/>, or a path below it.</param>
    public string InTrash(PassId pass, string path) => TrashOf(pass) + path[_v2.Length..];

    /// <summary>A repository's directory.</summary>
    public string Repository(RepositoryName repository) => Path.Join(Repositories, repository.ToString());

    /// <summary>The parent of a repository's tags and revisions.</summary>
    public string Manifests(RepositoryName repository) => Path.Join(Repository(repository), ManifestsName);

    /// <summary>The parent of a repository's tags.</summary>
    public string Tags(RepositoryName repository) => Repository(repository) + TagsSuffix;

    /// <summary>Whether a path is that of some repository's <see cref="Tags"/>, in the store or in a trash.</summary>
    public static bool IsTags(string path) => path.EndsWith(TagsSuffix, StringComparison.Ordinal);

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
    public string RevisionLink(RepositoryName repository, Digest digest) => $"{Revision(repository, digest)}/{LinkName}";

    /// <summary>The parent of a repository's layer links, one directory an algorithm.</summary>
    public string Layers(RepositoryName repository) => Path.Join(Repository(repository), LayersName);

    /// <summary>The directory that says that this repository may read this blob.</summary>
    public string Layer(RepositoryName repository, Digest digest) => $"{Layers(repository)}/{digest.Algorithm}/{digest.Hex}";

    /// <summary>The link in <see cref="Layer"/>. It may name another digest: what was pushed by its sha512 is stored by its sha256.</summary>
    public string LayerLink(RepositoryName repository, Digest digest) => $"{Layer(repository, digest)}/{LinkName}";

    /// <summary>The parent of a tag's history, one directory an algorithm.</summary>
    public string TagIndex(RepositoryName repository, Tag tag) => $"{Tag(repository, tag)}/index";

    /// <summary>The directory that says that a tag once pointed at this manifest.</summary>
    public string TagIndexEntry(RepositoryName repository, Tag tag, Digest digest) =>
        $"{TagIndex(repository, tag)}/{digest.Algorithm}/{digest.Hex}";

    /// <summary>The parent of a repository's pushes in flight.</summary>
    public string Uploads(RepositoryName repository) => $"{Repository(repository)}/{UploadsName}";

    /// <summary>The parent of all blobs, one directory an algorithm.</summary>
    public string Blobs => Path.Join(_v2, "blobs");

    /// <summary>The parent of all blobs of an algorithm.</summary>
    public string BlobsOf(string algorithm) => $"{_v2}/blobs/{algorithm}";

    /// <summary>The parent of the blobs whose digests begin alike.</summary>
    /// <param name="algorithm">E.g. <c>sha256</c>.</param>
    /// <param name="prefix"><see cref="Digest.Prefix"/>.</param>
    public string BlobPrefix(string algorithm, byte prefix) => string.Create(CultureInfo.InvariantCulture, $"{_v2}/blobs/{algorithm}/{prefix:x2}");

    /// <summary>The directory that holds a blob's bytes and nothing else.</summary>
    public string Blob(Digest digest)
    {
        var hex = digest.Hex;
        return string.Create(CultureInfo.InvariantCulture, $"{_v2}/blobs/{digest.Algorithm}/{hex.AsSpan(0, 2)}/{hex}");
    }

    /// <summary>How much of the end of <see cref="BlobData"/> lies below the parent of all blobs of its algorithm: <c>xx/HEX/data</c>.</summary>
    public static int BlobDataLength(Digest digest) => 3 + digest.Hex.Length + 5;

    /// <summary>A blob's bytes.</summary>
    public string BlobData(Digest digest) => $"{Blob(digest)}/data";
}
