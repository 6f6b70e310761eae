using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Registries;

/// <summary>Registries that answer from memory and remember every request: <c>GET host/path?question</c>.</summary>
internal sealed class FakeRegistries : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, byte[]> _content = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<string>> _tags = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The same with what was shown: <c>GET host/path Basic abc</c>.</summary>
    public ConcurrentQueue<string> Shown { get; } = [];

    /// <summary>Answers in place of the registry; null: the registry does.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>On every answer.</summary>
    public Action<HttpResponseMessage> Also { get; set; } = _ => { };

    public int PageSize { get; set; } = 1000;

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, value))
                answer.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    public static Digest DigestOf(byte[] bytes) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");

    public static ImageReference Image(string text) => ImageReference.Read(text) is ({ } image, null) ? image : throw new FormatException(text);

    public static CredentialBook Book(params (string Name, string Value)[] variables)
    {
        var environment = variables.Append(("DOCKER_CONFIG", "/nonexistent")).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(environment.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();
        return CredentialBook.Read(new SettingsReader(configuration, LifecycleSettings.Prefixes), environment);
    }

    public RegistryClient Client(TimeProvider? clock = null, CredentialBook? credentials = null, RegistryPatience? patience = null) => new(
        new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
        new RegistryAddress(RegistrySection.Default),
        credentials ?? CredentialBook.Empty,
        patience ?? new RegistryPatience { Pause = TimeSpan.FromTicks(1) },
        clock ?? TimeProvider.System,
        new Random(1));

    /// <summary>Puts a manifest under a tag.</summary>
    public Digest Put(string image, string content = "{}")
    {
        var reference = Image(image);
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = DigestOf(bytes);
        _content[$"{reference.Name}/manifests/{reference.Tag}"] = bytes;
        _content[$"{reference.Name}/manifests/{digest}"] = bytes;
        var tags = _tags.GetOrAdd(reference.Name, _ => []);
        if (!tags.Contains(reference.Tag!.Value.Value, StringComparer.Ordinal))
            tags.Add(reference.Tag!.Value.Value);
        return digest;
    }

    public Digest PutBlob(string image, byte[] bytes)
    {
        var digest = DigestOf(bytes);
        _content[$"{Image(image).Name}/blobs/{digest}"] = bytes;
        return digest;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        Requests.Enqueue($"{request.Method} {uri.Authority}{Uri.UnescapeDataString(uri.PathAndQuery)}");
        Shown.Enqueue($"{request.Method} {uri.Authority}{uri.AbsolutePath} {request.Headers.Authorization}".TrimEnd());
        var answer = Instead(request) ?? Registry(request, uri);
        Also(answer);
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    private HttpResponseMessage Registry(HttpRequestMessage request, Uri uri)
    {
        var registry = RegistryHost.Canonical(uri.Authority);
        var path = $"{registry}/{uri.AbsolutePath["/v2/".Length..]}";
        if (path.EndsWith("/tags/list", StringComparison.Ordinal))
            return Tags(path[..^"/tags/list".Length], uri);
        if (!_content.TryGetValue(path, out var bytes))
            return Answer(HttpStatusCode.NotFound, """{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}""");
        var range = request.Headers.Range?.Ranges.Single();
        var sent = range is { From: { } from, To: { } to } ? bytes[(int)from..((int)to + 1)] : bytes;
        var answer = new HttpResponseMessage(range is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : sent) };
        if (range is not null)
            answer.Content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {range.From}-{range.To}/{bytes.Length}"));
        answer.Headers.TryAddWithoutValidation("Docker-Content-Digest", DigestOf(bytes).ToString());
        return answer;
    }

    private HttpResponseMessage Tags(string name, Uri uri)
    {
        if (!_tags.TryGetValue(name, out var tags))
            return Answer(HttpStatusCode.NotFound, """{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry"}]}""");
        var last = uri.Query.Split('&', '?').FirstOrDefault(part => part.StartsWith("token=", StringComparison.Ordinal))?[6..];
        var begin = last is null ? 0 : int.Parse(last, CultureInfo.InvariantCulture);
        var page = tags.Skip(begin).Take(PageSize).ToList();
        var body = $$"""{"name":"x","tags":[{{string.Join(',', page.Select(tag => $"\"{tag}\""))}}]}""";
        return begin + page.Count < tags.Count
            ? Answer(HttpStatusCode.OK, body, ("Link", string.Create(CultureInfo.InvariantCulture, $"<http://behind-a-proxy/v2/other/tags/list?token={begin + page.Count}>; rel=\"next\"")))
            : Answer(HttpStatusCode.OK, body);
    }
}
