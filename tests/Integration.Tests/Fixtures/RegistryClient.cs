using System.Net;
using System.Net.Http.Headers;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Pushes as Docker does (asks for each blob first, then uploads what is missing) and pulls everything, every byte of it checked.</summary>
internal sealed class RegistryClient(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{address}/"), Timeout = TimeSpan.FromSeconds(30) };

    private int _skipped;
    private int _mounted;

    /// <summary>Host and port.</summary>
    public string Address { get; } = address;

    /// <summary>Uploads that it spared itself because the registry said that the blob is there.</summary>
    public int Skipped => _skipped;

    /// <summary>Blobs that it mounted from another repository.</summary>
    public int Mounted => _mounted;

    public void Dispose() => _http.Dispose();

    public async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("v2/", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Pushes and fails the test unless the registry says 201.</summary>
    public async Task PushAsync(SampleImage image, string repository, string tag, string? mountFrom = null)
    {
        var answer = await TryPushAsync(image, repository, tag, mountFrom);
        if (answer != HttpStatusCode.Created)
            throw new XunitException($"the push of {repository}:{tag} was answered {(int)answer} {answer}");
    }

    /// <summary>Pushes children, then blobs, then the manifest under <paramref name="tag"/>.</summary>
    /// <returns>The answer to the last manifest, or the first one that was a refusal.</returns>
    public async Task<HttpStatusCode> TryPushAsync(SampleImage image, string repository, string tag, string? mountFrom = null)
    {
        foreach (var part in image.Whole)
        {
            foreach (var blob in part.Blobs)
            {
                if (await PushBlobAsync(blob, repository, mountFrom) is var uploaded and not (HttpStatusCode.Created or HttpStatusCode.OK))
                    return uploaded;
            }

            var reference = ReferenceEquals(part, image) ? tag : part.Digest.ToString();
            if (await PutManifestAsync(part.Manifest, repository, reference) is var put && (put != HttpStatusCode.Created || ReferenceEquals(part, image)))
                return put;
        }

        throw new InvalidOperationException("An image is a part of itself.");
    }

    public async Task<HttpStatusCode> PutManifestAsync(Blob manifest, string repository, string reference)
    {
        using var content = new ByteArrayContent(manifest.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(manifest.MediaType) } };
        using var response = await _http.PutAsync(At($"v2/{repository}/manifests/{reference}"), content);
        return response.StatusCode;
    }

    /// <summary>Takes a manifest away by the API, and fails the test unless the registry says 202.</summary>
    public async Task DeleteAsync(string repository, Digest manifest) => Assert.Equal(HttpStatusCode.Accepted, await TryDeleteAsync(repository, manifest));

    public async Task<HttpStatusCode> TryDeleteAsync(string repository, Digest manifest)
    {
        using var response = await _http.DeleteAsync(At($"v2/{repository}/manifests/{manifest}"));
        return response.StatusCode;
    }

    /// <summary>Fails the test unless exactly this image can be pulled by its tag, whole.</summary>
    public async Task PullsAsync(SampleImage image, string repository, string tag)
    {
        if (await WhyNotPulledAsync(image, repository, tag) is { } why)
            throw new XunitException($"{repository}:{tag} cannot be pulled: {why}");
    }

    /// <summary>Fails the test unless the registry says 404 to the tag.</summary>
    public async Task IsGoneAsync(string repository, string reference)
    {
        using var request = ManifestRequest(repository, reference);
        using var response = await _http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.NotFound)
            throw new XunitException($"{repository}:{reference} should be gone, and the registry answers {(int)response.StatusCode}");
    }

    /// <summary>Pulls everything that an image consists of. Null when every byte came.</summary>
    public async Task<string?> WhyNotPulledAsync(SampleImage image, string repository, string reference)
    {
        using var request = ManifestRequest(repository, reference);
        if (await WhyNotAsync(request, image.Manifest) is { } noManifest)
            return $"manifest {reference}: {noManifest}";
        foreach (var blob in image.Blobs)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, At($"v2/{repository}/blobs/{blob.Digest}"));
            if (await WhyNotAsync(ask, blob) is { } noBlob)
                return $"blob {blob.Digest} ({blob.MediaType}) of {reference}: {noBlob}";
        }

        foreach (var child in image.Children)
        {
            if (await WhyNotPulledAsync(child, repository, child.Digest.ToString()) is { } noChild)
                return noChild;
        }

        return null;
    }

    private static Uri At(string path) => new(path, UriKind.Relative);

    private static HttpRequestMessage ManifestRequest(string repository, string reference)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, At($"v2/{repository}/manifests/{reference}"));
        foreach (var type in (MediaType[])[MediaType.OciIndex, MediaType.OciManifest, MediaType.DockerManifestList, MediaType.DockerManifest])
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type.Value));
        return request;
    }

    private async Task<string?> WhyNotAsync(HttpRequestMessage request, Blob expected)
    {
        try
        {
            using var response = await _http.SendAsync(request);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode != HttpStatusCode.OK)
                return $"answered {(int)response.StatusCode} {response.StatusCode}";
            if (bytes.Length != expected.Bytes.Length || Blob.DigestOf(bytes) != expected.Digest)
                return $"{bytes.Length} bytes with digest {Blob.DigestOf(bytes)} came, expected were {expected.Bytes.Length} with {expected.Digest}";
            return null;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // The registry announces a length and has fewer bytes.
            return broken.Message;
        }
    }

    private async Task<HttpStatusCode> PushBlobAsync(Blob blob, string repository, string? mountFrom)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Head, At($"v2/{repository}/blobs/{blob.Digest}"));
        using (var there = await _http.SendAsync(ask))
        {
            if (there.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _skipped);
                return there.StatusCode;
            }
        }

        var mount = mountFrom is null ? "" : $"?mount={Uri.EscapeDataString(blob.Digest.ToString())}&from={Uri.EscapeDataString(mountFrom)}";
        using var begun = await _http.PostAsync(At($"v2/{repository}/blobs/uploads/{mount}"), content: null);
        if (begun.StatusCode == HttpStatusCode.Created)
            Interlocked.Increment(ref _mounted);
        if (begun.StatusCode != HttpStatusCode.Accepted)
            return begun.StatusCode;
        var location = begun.Headers.Location!.ToString();
        using var content = new ByteArrayContent(blob.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var put = await _http.PutAsync(
            new Uri($"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(blob.Digest.ToString())}"), content);
        return put.StatusCode;
    }
}
