using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A registry of one repository, <c>team/app</c>, that answers as a test wants it.</summary>
internal sealed class LyingRegistry : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public LyingRegistry()
    {
        _listener.Start();
        Name = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Name { get; }

    /// <summary>What it answers with, by the path after <c>/v2/team/app/</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Content { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers that are not 200, by the same path; asked with how often it was asked for before.</summary>
    public ConcurrentDictionary<string, Func<int, string?>> Status { get; } = new(StringComparer.Ordinal);

    /// <summary>Breaks off after this many bytes, by the same path.</summary>
    public ConcurrentDictionary<string, int> Truncated { get; } = new(StringComparer.Ordinal);

    /// <summary>Pages that another one follows, by the same path.</summary>
    public HashSet<string> More { get; } = new(StringComparer.Ordinal);

    /// <summary>What a request has to have as Authorization; null: anybody may.</summary>
    public string? Authorization { get; set; }

    /// <summary>The challenge of those who do not; in the answer of <c>/token</c> everybody gets <see cref="Token"/>.</summary>
    public string Challenge { get; set; } = "Basic realm=\"x\"";

    public string Token { get; } = "a-token";

    public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    public Digest AddBlob(string text)
    {
        var digest = Of(Encoding.UTF8.GetBytes(text));
        Content[$"blobs/{digest}"] = Encoding.UTF8.GetBytes(text);
        return digest;
    }

    /// <summary>An image with a configuration and layers, under its digest and some tags.</summary>
    public Digest AddImage(string config, IReadOnlyList<string> layers, params string[] tags)
    {
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaType.OciManifest}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{AddBlob(config)}}","size":{{config.Length}}},
            "layers":[{{string.Join(',', layers.Select(layer => $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{AddBlob(layer)}}","size":{{layer.Length}}}"""))}}]}
            """;
        return AddManifest(manifest, tags);
    }

    public Digest AddManifest(string manifest, params string[] tags)
    {
        var bytes = Encoding.UTF8.GetBytes(manifest);
        var digest = Of(bytes);
        foreach (var reference in tags.Append(digest.ToString()))
            Content[$"manifests/{reference}"] = bytes;
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private static Digest Of(byte[] bytes)
    {
        var hash = new Sha256();
        hash.Append(bytes);
        return hash.Finish();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var path = (await reader.ReadLineAsync())?.Split(' ').ElementAtOrDefault(1) ?? "";
        string? authorization = null;
        for (var line = await reader.ReadLineAsync(); line is { Length: > 0 }; line = await reader.ReadLineAsync())
        {
            if (line.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase))
                authorization = line["Authorization: ".Length..];
        }

        var name = path.Replace("/v2/team/app/", "", StringComparison.Ordinal);
        var before = Asked.AddOrUpdate(name, 1, (_, count) => count + 1) - 1;
        if (path.StartsWith("/token", StringComparison.Ordinal))
            await WriteAsync(stream, "200 OK", Encoding.UTF8.GetBytes($$"""{"token":"{{Token}}"}"""));
        else if (Authorization is not null && !string.Equals(authorization, Authorization, StringComparison.Ordinal))
            await WriteAsync(stream, "401 Unauthorized", [], header: $"WWW-Authenticate: {Challenge}\r\n");
        else if (Status.TryGetValue(name, out var status) && status(before) is { } other)
            await WriteAsync(stream, other, []);
        else if (Content.TryGetValue(name, out var content))
            await WriteAsync(stream, "200 OK", content, Truncated.TryGetValue(name, out var length) ? length : content.Length, More.Contains(name) ? $"Link: </v2/team/app/{name}>; rel=\"next\"\r\n" : "");
        else
            await WriteAsync(stream, "404 Not Found", []);
    }

    private static async Task WriteAsync(NetworkStream stream, string status, byte[] content, int? sent = null, string header = "")
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {content.Length}\r\nConnection: close\r\n{header}\r\n")));
        await stream.WriteAsync(content.AsMemory(0, sent ?? content.Length));
    }
}
