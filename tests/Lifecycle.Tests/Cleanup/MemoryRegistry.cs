using System.Globalization;
using System.Net;
using System.Text;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Cleanup;

/// <summary>One repository, <c>r.example.com/x</c>, from which manifests can be deleted: with every tag of them, as registry 2.8.3 does it.</summary>
internal sealed class MemoryRegistry : IDisposable
{
    private readonly SortedDictionary<string, byte[]> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    public MemoryRegistry() => Fake.Instead = Answered;

    public FakeRegistries Fake { get; } = new();

    /// <summary>Whether it deletes at all.</summary>
    public bool Deletes { get; set; } = true;

    /// <summary>Whether a proxy before it fails when it has deleted.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>Done before the answer to each request: <c>DELETE sha256:…</c>.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Done after a manifest was deleted.</summary>
    public Action AfterDelete { get; set; } = () => { };

    public string Tags => string.Join(' ', _tags.Keys);

    public IEnumerable<string> Deleted => Fake.Requests.Where(request => request.StartsWith("DELETE ", StringComparison.Ordinal));

    public void Dispose() => Fake.Dispose();

    /// <summary>An image of some age.</summary>
    public Digest Put(string tag, double days, string labels = "")
    {
        var created = Shelf.Now.AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
        var config = Encoding.UTF8.GetBytes($$"""{"created":"{{created}}","os":"linux","architecture":"amd64","config":{"Labels":{ {{labels}} } } }""");
        _blobs[DigestOf(config).ToString()] = config;
        return PutManifest(tag, $$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{DigestOf(config)}}","size":{{config.Length}} },"layers":[]}
            """);
    }

    public Digest PutIndex(string? tag, params Digest[] children) => PutManifest(tag, $$"""
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{string.Join(',', children.Select(child => $$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{child}}","size":1}"""))}}]}
        """);

    public Digest PutManifest(string? tag, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        _manifests[DigestOf(bytes).ToString()] = bytes;
        if (tag is not null)
            _tags[tag] = bytes;
        return DigestOf(bytes);
    }

    public void Untag(string tag) => _tags.Remove(tag);

    private HttpResponseMessage? Answered(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith("/v2/x/", StringComparison.Ordinal))
            return null;
        var name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        Before($"{request.Method} {name}");
        if (path.EndsWith("/tags/list", StringComparison.Ordinal))
            return Answer(HttpStatusCode.OK, $$"""{"name":"x","tags":[{{string.Join(',', _tags.Keys.Select(tag => $"\"{tag}\""))}}]}""");
        if (request.Method == HttpMethod.Delete)
            return Delete(name);
        var bytes = path.Contains("/blobs/", StringComparison.Ordinal) ? _blobs.GetValueOrDefault(name) : _manifests.GetValueOrDefault(name) ?? _tags.GetValueOrDefault(name);
        if (bytes is null)
            return Answer(HttpStatusCode.NotFound);
        return Answer(
            HttpStatusCode.OK,
            request.Method == HttpMethod.Head ? "" : Encoding.UTF8.GetString(bytes),
            ("Docker-Content-Digest", DigestOf(bytes).ToString()),
            ("Content-Type", Encoding.UTF8.GetString(bytes).Contains("image.index", StringComparison.Ordinal) ? MediaType.OciIndex.Value : MediaType.OciManifest.Value));
    }

    private HttpResponseMessage Delete(string digest)
    {
        if (!Deletes)
            return Answer(HttpStatusCode.MethodNotAllowed, """{"errors":[{"code":"UNSUPPORTED","message":"The operation is unsupported."}]}""");
        if (!_manifests.Remove(digest))
            return Answer(HttpStatusCode.NotFound);
        foreach (var tag in _tags.Where(tag => DigestOf(tag.Value).ToString().Equals(digest, StringComparison.Ordinal)).Select(tag => tag.Key).ToList())
            _tags.Remove(tag);
        AfterDelete();
        return Answer(BreaksOff ? HttpStatusCode.BadGateway : HttpStatusCode.Accepted);
    }
}
