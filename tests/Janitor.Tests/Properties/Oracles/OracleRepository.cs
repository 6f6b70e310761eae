namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>What a repository has, in strings: digests are <c>algorithm:hex</c>.</summary>
internal sealed class OracleRepository(string name)
{
    public string Name => name;

    /// <summary>The manifests it has, and when each was pushed the last time.</summary>
    public Dictionary<string, DateTime> Revisions { get; } = new(StringComparer.Ordinal);

    /// <summary>What its tags point at, and when each was pushed.</summary>
    public Dictionary<string, (string Digest, DateTime At)> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The blobs it may read, by the name they are asked for; the link says where the blob lies.</summary>
    public Dictionary<string, (string Target, DateTime At)> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths of the index entries of its tags, by tag and digest.</summary>
    public Dictionary<(string Tag, string Digest), DateTime> History { get; } = [];

    /// <summary>The newest file of each upload.</summary>
    public Dictionary<string, DateTime> Uploads { get; } = new(StringComparer.Ordinal);

    public string RevisionPath(string digest) => $"repositories/{name}/_manifests/revisions/{Slashed(digest)}/link";

    public string TagPath(string tag) => $"repositories/{name}/_manifests/tags/{tag}/current/link";

    public string HistoryPath(string tag, string digest) => $"repositories/{name}/_manifests/tags/{tag}/index/{Slashed(digest)}/link";

    public string LinkPath(string digest) => $"repositories/{name}/_layers/{Slashed(digest)}/link";

    public string UploadPath(string uuid) => $"repositories/{name}/_uploads/{uuid}/";

    /// <summary>Whether a layer's manifest may still come: it is young, or a push is in flight whose first layers may be older.</summary>
    public bool MayBeOnTheWay(DateTime layer, OracleSettings settings) => settings.IsYoung(layer) || Uploads.Values.Any(settings.IsYoung);

    /// <summary>Takes in one file.</summary>
    /// <param name="inside">The path inside the repository, in parts.</param>
    /// <param name="file">The file.</param>
    public void Add(string[] inside, StoreFile file)
    {
        switch (inside)
        {
            case ["_manifests", "revisions", var algorithm, var hex, "link"]:
                Revisions[$"{algorithm}:{hex}"] = file.At;
                break;
            case ["_manifests", "tags", var tag, "current", "link"]:
                Tags[tag] = (file.Text, file.At);
                break;
            case ["_manifests", "tags", var tag, "index", var algorithm, var hex, "link"]:
                History[(tag, $"{algorithm}:{hex}")] = file.At;
                break;
            case ["_layers", var algorithm, var hex, "link"]:
                Links[$"{algorithm}:{hex}"] = (file.Text, file.At);
                break;
            case ["_uploads", var uuid, ..]:
                Uploads[uuid] = Uploads.TryGetValue(uuid, out var before) && before > file.At ? before : file.At;
                break;
            default:
                throw new InvalidOperationException($"{string.Join('/', inside)} is no path of a registry.");
        }
    }

    private static string Slashed(string digest) => digest.Replace(':', '/');
}
