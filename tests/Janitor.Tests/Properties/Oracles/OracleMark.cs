namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>What lives in a store: sets of strings that grow until nothing changes.</summary>
/// <remarks>
/// It is computed twice. <b>Narrow</b>: what somebody can ask the registry for and get. <b>Wide</b>: what could be meant by anybody. What is
/// narrow must stay, what is not even wide must go, and between the two lies, free to the janitor:
/// <list type="bullet">
/// <item>what a child names whose bytes are in the store while its repository does not serve them (a sparse index);</item>
/// <item>what lives by a referrer that is no revision, but that a dead manifest names;</item>
/// <item>a referrer's tag whose subject this repository lacks, and which is dead in the others, or only named and nowhere;</item>
/// <item>what lives only by one of these.</item>
/// </list>
/// </remarks>
internal sealed class OracleMark
{
    private readonly OracleStore _store;
    private readonly OracleSettings _settings;
    private readonly bool _wide;
    private bool _grew;

    public OracleMark(OracleStore store, OracleSettings settings, bool wide)
    {
        (_store, _settings, _wide) = (store, settings, wide);
        foreach (var repository in store.Repositories.Values)
        {
            Named[repository.Name] = new HashSet<string>(StringComparer.Ordinal);
            Tags[repository.Name] = [.. Newest(repository)];
        }

        do
        {
            _grew = false;
            foreach (var repository in store.Repositories.Values)
                Grow(repository);
            foreach (var (digest, _) in store.Blobs.Where(blob => settings.IsYoung(blob.Value.At)))
                Add(Blobs, digest);
        }
        while (_grew);
    }

    /// <summary>The tags that stay, by repository.</summary>
    public Dictionary<string, HashSet<string>> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Every digest that something that stays names, manifest or not, by repository.</summary>
    public Dictionary<string, HashSet<string>> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>The digests under which the bytes of all these lie.</summary>
    public HashSet<string> Blobs { get; } = new(StringComparer.Ordinal);

    /// <summary>KEEP_LAST_N: those pushed last, at one moment the one whose name comes last. Referrers' tags take no place.</summary>
    private IEnumerable<string> Newest(OracleRepository repository) => repository.Tags.Keys
        .Where(tag => !OracleTag.IsReferrer(tag))
        .OrderByDescending(tag => repository.Tags[tag].At)
        .ThenByDescending(tag => tag, Comparer<string>.Create(OracleTag.Compare))
        .Take(_settings.KeepLast);

    private void Grow(OracleRepository repository)
    {
        var (tags, named) = (Tags[repository.Name], Named[repository.Name]);
        foreach (var tag in repository.Tags.Keys)
        {
            if (OracleTag.IsReferrer(tag) && HasSubject(repository, tag))
                Add(tags, tag);
            if (tags.Contains(tag))
                Add(named, repository.Tags[tag].Digest);
        }

        foreach (var (revision, at) in repository.Revisions)
        {
            if (_settings.IsYoung(at))
                Add(named, revision);
        }

        foreach (var referrer in _wide ? _store.Known(repository) : (IEnumerable<string>)repository.Revisions.Keys)
        {
            if (Read(repository, referrer)?.Subject is { } subject && named.Contains(subject))
                Add(named, referrer);
        }

        foreach (var live in named.ToArray())
        {
            foreach (var name in Read(repository, live)?.Names ?? [])
                Add(named, name);
            foreach (var blob in Places(repository, live))
                Add(Blobs, blob);
        }

        // Somebody may be pushing: the manifest comes last.
        foreach (var (name, link) in repository.Links.Where(link => repository.MayBeOnTheWay(link.Value.At, _settings)))
        {
            Add(Blobs, name);
            Add(Blobs, link.Target);
        }
    }

    /// <summary>A referrer's tag lives with what it is about. That may lie in another repository, or come later: it must be known to be gone.</summary>
    private bool HasSubject(OracleRepository repository, string tag)
    {
        var (target, at) = repository.Tags[tag];
        var (subject, named) = (OracleTag.Subject(tag), Named[repository.Name]);
        if (OracleTag.IsFallback(tag) && Read(repository, target) is { IsIndex: false, Subject: null })
            return true; // an image that somebody named by a digest
        if (subject.StartsWith("sha512:", StringComparison.Ordinal))
            return !repository.Revisions.Keys.Any(IsIt) || named.Any(IsIt);
        if (repository.Revisions.ContainsKey(subject))
            return named.Contains(subject);
        return _settings.IsYoung(at) || (_wide ? _store.Blobs.ContainsKey(subject) || named.Contains(subject) : Blobs.Contains(subject));

        bool IsIt(string digest) => digest.StartsWith(subject, StringComparison.Ordinal);
    }

    /// <summary>A manifest as the registry serves it: by its revision, or as a blob by its layer link.</summary>
    private OracleManifest? Read(OracleRepository repository, string digest)
    {
        if (_wide)
            return _store.ManifestAnywhere(digest);
        return repository.Revisions.ContainsKey(digest) ? _store.Manifest(digest)
            : repository.Links.TryGetValue(digest, out var link) ? _store.Manifest(link.Target)
            : null;
    }

    private IEnumerable<string> Places(OracleRepository repository, string name) =>
        _wide ? _store.Anywhere(name)
        : repository.Links.TryGetValue(name, out var link) ? [name, link.Target]
        : [name];

    private void Add(HashSet<string> set, string member) => _grew |= set.Add(member);
}
