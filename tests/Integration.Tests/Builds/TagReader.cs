using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>Asks a registry what a tag is, apart from how the runner asks.</summary>
internal sealed class TagReader(string registry) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{registry}/v2/") };


    /// <summary>The digest of what the tag answers with; null: there is no such tag.</summary>
    public async Task<string?> DigestAsync(string repository, string tag)
    {
        using var answer = await ManifestAsync(repository, tag);
        if (answer.StatusCode is HttpStatusCode.NotFound)
            return null;
        return Blob.DigestOf(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).ToString();
    }

    /// <summary>Pulls everything, compares every byte with its digest, and gives the names of files in the layers.</summary>
    public async Task<IReadOnlyList<string>> PullAsync(string repository, string tag)
    {
        using var answer = await ManifestAsync(repository, tag);
        using var manifest = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        _ = await BlobAsync(repository, manifest.RootElement.GetProperty("config"));
        var names = new List<string>();
        foreach (var layer in manifest.RootElement.GetProperty("layers").EnumerateArray())
        {
            await using var unpacked = new GZipStream(new MemoryStream(await BlobAsync(repository, layer)), CompressionMode.Decompress);
            await using var tar = new TarReader(unpacked);
            while (await tar.GetNextEntryAsync() is { } entry)
                names.Add(entry.Name);
        }

        return names;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> ManifestAsync(string repository, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{repository}/manifests/{tag}", UriKind.Relative));
        foreach (var type in (MediaType[])[MediaType.OciManifest, MediaType.DockerManifest])
            request.Headers.TryAddWithoutValidation("Accept", type.Value);
        return await _http.SendAsync(request);
    }

    private async Task<byte[]> BlobAsync(string repository, JsonElement descriptor)
    {
        var digest = descriptor.GetProperty("digest").GetString();
        var bytes = await _http.GetByteArrayAsync(new Uri($"{repository}/blobs/{digest}", UriKind.Relative));
        Assert.Equal(digest, Blob.DigestOf(bytes).ToString());
        Assert.Equal(descriptor.GetProperty("size").GetInt64(), bytes.Length);
        return bytes;
    }
}
