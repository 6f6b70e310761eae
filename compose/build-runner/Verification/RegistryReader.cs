using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using RegistryJanitor.BuildRunner.PlainHttp;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>Reads one repository of a registry that speaks http: distribution's HTTP API V2, and the token protocol of docker (distribution, docs/spec/auth/token.md).</summary>
/// <param name="http">Without redirects: a storage elsewhere would be spoken to in TLS, which this executable does not have.</param>
/// <param name="registry">Host and port.</param>
/// <param name="repository">In it.</param>
/// <param name="basic">User and password in base64; null: nobody.</param>
internal sealed class RegistryReader(HttpClient http, string registry, RepositoryName repository, string? basic)
{
    private const int LongestManifest = 4 * 1024 * 1024;
    private const int TagsAtATime = 1000;
    private const int MostTags = 1_000_000;
    private const int LongestToken = 64 * 1024;

    private static readonly MediaType[] s_manifests = [MediaType.OciIndex, MediaType.DockerManifestList, MediaType.OciManifest, MediaType.DockerManifest];

    private AuthenticationHeaderValue? _authorization = basic is null ? null : new("Basic", basic);
    private bool _hasToken;

    /// <summary>A client as the reader wants it. Nothing is sent through a proxy: the registry is near.</summary>
    public static HttpClient Client() => new(new PlainHttpHandler(TimeSpan.FromSeconds(10)))
    {
        // Of headers; a layer may take as long as it likes.
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>A manifest with the digest of its bytes.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(Digest Digest, byte[] Bytes)> ManifestAsync(string reference, CancellationToken cancel)
    {
        using var answer = await GetAsync($"manifests/{reference}", cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        await CopyAsync(body, bytes, LongestManifest, $"manifest {reference}", cancel);
        var hash = new Sha256();
        hash.Append(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return (hash.Finish(), bytes.ToArray());
    }

    /// <summary>All tags, page by page (distribution-spec, "Listing Tags"); none when the repository does not exist.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancel)
    {
        var tags = new List<string>();
        for (var path = $"tags/list?n={TagsAtATime}"; path is not null;)
        {
            using var answer = await TryGetAsync(path, cancel);
            if (answer is null)
                return tags;
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            using var bytes = new MemoryStream();
            await CopyAsync(body, bytes, LongestManifest, "the list of tags", cancel);
            var page = TagList.Read(bytes.ToArray());
            tags.AddRange(page);
            // The next page is asked for by the last name, whatever address a proxy wrote into the link.
            path = page.Count > 0 && answer.Headers.Contains("Link") && tags.Count < MostTags ? $"tags/list?n={TagsAtATime}&last={Uri.EscapeDataString(page[^1])}" : null;
        }

        return tags;
    }

    /// <summary>Reads a blob to its end and compares it with its descriptor. Memory is that of one buffer.</summary>
    public async Task BlobAsync(Descriptor blob, string what, CancellationToken cancel)
    {
        using var answer = await GetAsync($"blobs/{blob.Digest}", cancel, what);
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        var hash = SecureHash.For(blob.Digest);
        var buffer = new byte[64 * 1024];
        long total = 0;
        for (var read = await body.ReadAsync(buffer, cancel); read > 0; read = await body.ReadAsync(buffer, cancel))
        {
            hash.Append(buffer.AsSpan(0, read));
            total += read;
            if (total > blob.Size && blob.Size > 0)
                break;
        }

        if (blob.Size > 0 && total != blob.Size)
            throw new UnverifiedException($"{what} {blob.Digest} has {(total > blob.Size ? "more than" : string.Create(CultureInfo.InvariantCulture, $"{total} of"))} its {blob.Size} bytes");
        if (hash.Finish() != blob.Digest)
            throw new UnverifiedException($"{what} {blob.Digest} has other content than its digest says");
    }

    private static async Task CopyAsync(Stream body, MemoryStream into, int longest, string what, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        for (var read = await body.ReadAsync(buffer, cancel); read > 0; read = await body.ReadAsync(buffer, cancel))
        {
            await into.WriteAsync(buffer.AsMemory(0, read), cancel);
            if (into.Length > longest)
                throw new UnverifiedException($"{what} is longer than {longest} bytes");
        }
    }

    /// <summary>Null: there is no such thing.</summary>
    private async Task<HttpResponseMessage?> TryGetAsync(string path, CancellationToken cancel)
    {
        var answer = await AskAsync(path, cancel);
        if (answer.StatusCode is not HttpStatusCode.NotFound)
            return Good(answer, path);
        answer.Dispose();
        return null;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancel, string? what = null) =>
        Good(await AskAsync(path, cancel), what is null ? path : $"{what} ({path})");

    private async Task<HttpResponseMessage> AskAsync(string path, CancellationToken cancel)
    {
        var uri = new Uri($"http://{registry}/v2/{repository}/{path}");
        var answer = await SendAsync(uri, cancel);
        if (answer.StatusCode is HttpStatusCode.Unauthorized && !_hasToken && BearerChallenge.Of(answer.Headers) is { } challenge)
        {
            _hasToken = true;
            answer.Dispose();
            _authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(challenge, cancel));
            answer = await SendAsync(uri, cancel);
        }

        return answer;
    }

    private HttpResponseMessage Good(HttpResponseMessage answer, string name)
    {
        if (answer.StatusCode is HttpStatusCode.OK)
            return answer;
        using (answer)
        {
            throw answer.StatusCode switch
            {
                HttpStatusCode.NotFound => new UnverifiedException($"{registry} has no {name}"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new UnverifiedException($"{registry} does not let us read {name} ({(int)answer.StatusCode}); give the user of BUILD_REGISTRY_USERNAME the right to pull"),
                HttpStatusCode.MethodNotAllowed => new UnverifiedException($"{registry} answers 405 to GET {name}: something between does not let it be read"),
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new UnverifiedException($"{registry} redirects {name} to another server, which is not followed"),
                HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new UnverifiedException($"{registry} answers {(int)answer.StatusCode} to GET {name}", passing: true),
                _ => new UnverifiedException($"{registry} answers {(int)answer.StatusCode} to GET {name}"),
            };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri uri, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Authorization = _authorization;
        foreach (var type in s_manifests)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type.Value));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.1));
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException or IOException)
        {
            throw new UnverifiedException($"{registry} does not answer: {refused.Message}", passing: true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UnverifiedException($"{registry} did not answer in time", passing: true);
        }
    }

    private async Task<string> TokenAsync(BearerChallenge challenge, CancellationToken cancel)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var server) || !string.Equals(server.Scheme, "http", StringComparison.Ordinal))
            throw new UnverifiedException($"{registry} sends us to a token server that does not speak http, and this executable has no TLS");
        var service = challenge.Service.Length > 0 ? $"service={Uri.EscapeDataString(challenge.Service)}&" : "";
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(server) { Query = $"{service}scope={Uri.EscapeDataString($"repository:{repository}:pull")}" }.Uri);
        if (basic is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            using var bytes = new MemoryStream();
            await CopyAsync(body, bytes, LongestToken, "the answer of the token server", cancel);
            using var json = JsonDocument.Parse(bytes.ToArray());
            foreach (var key in (string[])["token", "access_token"])
            {
                if (json.RootElement.TryGetProperty(key, out var token) && token.GetString() is { Length: > 0 } text)
                    return text;
            }
        }
        catch (Exception failed) when (failed is HttpRequestException or JsonException or InvalidOperationException)
        {
            throw new UnverifiedException($"the token server of {registry} does not answer as it should: {failed.Message}", passing: failed is HttpRequestException);
        }

        throw new UnverifiedException($"the token server of {registry} gives us no token; look at BUILD_REGISTRY_USERNAME and its password");
    }
}
