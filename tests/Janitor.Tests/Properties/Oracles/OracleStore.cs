namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>A store, read from its files.</summary>
internal sealed class OracleStore
{
    private readonly Dictionary<string, OracleManifest?> _parsed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _known = new(StringComparer.Ordinal);

    public OracleStore(StoreFiles files)
    {
        foreach (var (path, file) in files)
        {
            var parts = path.Split('/');
            if (parts is ["blobs", var algorithm, _, var hex, "data"])
            {
                Blobs[$"{algorithm}:{hex}"] = file;
                continue;
            }

            // A name ends where a directory of the registry's begins: no component of a name begins with an underscore.
            var end = Array.FindIndex(parts, part => part[0] == '_');
            var name = string.Join('/', parts[1..end]);
            if (!Repositories.TryGetValue(name, out var repository))
                Repositories.Add(name, repository = new OracleRepository(name));
            repository.Add(parts[end..], file);
        }
    }

    public Dictionary<string, OracleRepository> Repositories { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, StoreFile> Blobs { get; } = new(StringComparer.Ordinal);

    public static string BlobPath(string digest) =>
        digest.Split(':') is [var algorithm, var hex]
            ? $"blobs/{algorithm}/{hex[..2]}/{hex}/data"
            : throw new InvalidOperationException($"{digest} is no digest.");

    /// <summary>A manifest by the digest that its bytes lie under; null for what is none, or not there.</summary>
    public OracleManifest? Manifest(string digest)
    {
        if (!_parsed.TryGetValue(digest, out var manifest))
            _parsed.Add(digest, manifest = Blobs.TryGetValue(digest, out var blob) ? OracleManifest.TryParse(blob.Content) : null);
        return manifest;
    }

    /// <summary>Under which digests a blob that is asked for by a name may lie: that name, and what any repository's link of that name says.</summary>
    public IEnumerable<string> Anywhere(string name) =>
        from repository in Repositories.Values.Prepend(null)
        let target = repository is null ? name : repository.Links.GetValueOrDefault(name).Target
        where target is not null
        select target;

    /// <summary>A manifest that is asked for by a name, by whatever repository's link.</summary>
    public OracleManifest? ManifestAnywhere(string name) => Anywhere(name).Select(Manifest).FirstOrDefault(manifest => manifest is not null);

    /// <summary>Every digest that the revisions of a repository lead to, dead ones too, wherever the bytes lie.</summary>
    public HashSet<string> Known(OracleRepository repository)
    {
        if (_known.TryGetValue(repository.Name, out var known))
            return known;
        known = new HashSet<string>(repository.Revisions.Keys, StringComparer.Ordinal);
        var left = new Queue<string>(known);
        while (left.TryDequeue(out var digest))
        {
            foreach (var name in ManifestAnywhere(digest)?.Names ?? [])
            {
                if (known.Add(name))
                    left.Enqueue(name);
            }
        }

        _known.Add(repository.Name, known);
        return known;
    }
}
