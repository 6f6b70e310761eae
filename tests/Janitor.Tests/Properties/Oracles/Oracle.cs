namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>What a pass must leave and what it must take, found out from the files alone, slowly and without any code of the janitor.</summary>
/// <remarks>
/// Beside what lies between the two marks (<see cref="OracleMark"/>), the janitor is free in: empty directories; in the history of a tag, entries
/// of manifests that are still named, young entries of others, and all of a tag that has no current link; a layer link by another name
/// of a blob that is needed; all but one of the layer links of a repository that has manifests left and needs none of them.
/// </remarks>
internal sealed class Oracle
{
    private readonly StoreFiles _files;
    private readonly OracleStore _store;
    private readonly OracleSettings _settings;

    public Oracle(StoreFiles files, OracleSettings settings)
    {
        (_files, _settings) = (files, settings);
        _store = new OracleStore(files);
        Narrow = new OracleMark(_store, settings, wide: false);
        Wide = new OracleMark(_store, settings, wide: true);
        foreach (var repository in _store.Repositories.Values)
        {
            DecideTags(repository);
            DecideRevisions(repository);
            DecideLinks(repository);
            DecideUploads(repository);
        }

        foreach (var blob in _store.Blobs.Keys)
            Decide("blob", OracleStore.BlobPath(blob), stays: Narrow.Blobs.Contains(blob), goes: !Wide.Blobs.Contains(blob));
    }

    /// <summary>What lives for certain.</summary>
    public OracleMark Narrow { get; }

    /// <summary>What may be meant to live.</summary>
    public OracleMark Wide { get; }

    public IEnumerable<OracleRepository> Repositories => _store.Repositories.Values;

    /// <summary>Paths below <c>docker/registry/v2</c>, with what they are.</summary>
    public Dictionary<string, string> MustStay { get; } = new(StringComparer.Ordinal);

    /// <summary>The same of what must not be there any more.</summary>
    public Dictionary<string, string> MustGo { get; } = new(StringComparer.Ordinal);

    /// <summary>Of each of these lists of paths, one must stay.</summary>
    public List<string[]> NotAllMayGo { get; } = [];

    /// <summary>Every digest that the revisions of a repository lead to, dead ones too.</summary>
    public IReadOnlySet<string> Known(OracleRepository repository) => _store.Known(repository);

    /// <summary>The two marks agree on everything there is, so what a pass leaves, the next one leaves, too.</summary>
    public bool IsExact => _store.Repositories.Values.All(repository =>
            Narrow.Tags[repository.Name].SetEquals(Wide.Tags[repository.Name])
            && Agree(repository.Revisions.Keys.Concat(repository.Links.Keys), Narrow.Named[repository.Name], Wide.Named[repository.Name]))
        && Agree(_store.Blobs.Keys, Narrow.Blobs, Wide.Blobs);

    private static bool Agree(IEnumerable<string> there, HashSet<string> narrow, HashSet<string> wide) =>
        there.All(digest => narrow.Contains(digest) == wide.Contains(digest));

    private void DecideTags(OracleRepository repository)
    {
        foreach (var (tag, target) in repository.Tags)
        {
            var (stays, goes) = (Narrow.Tags[repository.Name].Contains(tag), !Wide.Tags[repository.Name].Contains(tag));
            Decide("tag", repository.TagPath(tag), stays, goes);
            Decide("tag", repository.HistoryPath(tag, target.Digest), stays, goes);
        }

        foreach (var ((tag, digest), at) in repository.History.Where(entry => repository.Tags.ContainsKey(entry.Key.Tag)))
        {
            var goesWithTag = !Wide.Tags[repository.Name].Contains(tag);
            var isDead = !Wide.Named[repository.Name].Contains(digest) && !_settings.IsYoung(at);
            Decide(goesWithTag ? "tag" : "history of a tag", repository.HistoryPath(tag, digest), stays: false, goes: goesWithTag || isDead);
        }
    }

    private void DecideRevisions(OracleRepository repository)
    {
        foreach (var revision in repository.Revisions.Keys)
        {
            Decide(
                "revision",
                repository.RevisionPath(revision),
                stays: Narrow.Named[repository.Name].Contains(revision),
                goes: !Wide.Named[repository.Name].Contains(revision));
        }
    }

    private void DecideLinks(OracleRepository repository)
    {
        var (narrow, wide) = (Narrow.Named[repository.Name], Wide.Named[repository.Name]);
        var needed = wide.Where(repository.Links.ContainsKey).Select(name => repository.Links[name].Target).ToHashSet(StringComparer.Ordinal);
        var staying = repository.Links.Where(link => narrow.Contains(link.Key) || repository.MayBeOnTheWay(link.Value.At, _settings))
            .Select(link => link.Key).ToHashSet(StringComparer.Ordinal);

        // A repository without layer links is not seen by the registry's own collector, and its blobs would die.
        var hasManifests = repository.Revisions.Keys.Any(wide.Contains);
        if (staying.Count == 0 && hasManifests && repository.Links.Count > 0)
            NotAllMayGo.Add([.. repository.Links.Keys.Select(repository.LinkPath)]);
        foreach (var (name, link) in repository.Links)
        {
            var isStale = !staying.Contains(name) && !wide.Contains(name) && !needed.Contains(link.Target);
            Decide("layer link", repository.LinkPath(name), stays: staying.Contains(name), goes: isStale && (staying.Count > 0 || !hasManifests));
        }
    }

    private void DecideUploads(OracleRepository repository)
    {
        foreach (var (uuid, lastActive) in repository.Uploads)
        {
            var isOld = lastActive < _settings.Now - _settings.UploadsKeep;
            foreach (var path in _files.Keys.Where(path => path.StartsWith(repository.UploadPath(uuid), StringComparison.Ordinal)))
                Decide("upload", path, stays: !isOld, goes: isOld);
        }
    }

    private void Decide(string what, string path, bool stays, bool goes)
    {
        if (!_files.ContainsKey(path))
            return;
        if (stays)
            MustStay[path] = what;
        else if (goes)
            MustGo[path] = what;
    }
}
