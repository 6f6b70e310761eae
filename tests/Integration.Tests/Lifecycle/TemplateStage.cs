using System.Globalization;
using System.Net;
using System.Text.Json;
using RegistryJanitor.Integration.Tests.Builds;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>A real registry with a base image for two platforms, images that are built from it by <c>lifecycle build</c>, the published build-runner, and the real buildah.</summary>
internal sealed class TemplateStage : IAsyncDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly QueueStage _queue;
    private readonly HttpClient _http;

    private TemplateStage(ITestOutputHelper output, QueueStage queue)
    {
        (_output, _queue) = (output, queue);
        _http = new HttpClient { BaseAddress = new Uri($"http://{queue.Address}/v2/") };
        queue.Settings["BUILD_ENGINE"] = "buildah";
        queue.Settings["BUILD_BUILDAH_BIN"] = Tools.Buildah;
    }

    public Folder Folder => _queue.Folder;

    public RegistryClient Registry => _queue.Registry.Client;

    public string Store => Folder["store"];

    public string Requests => _queue.Layout.Requests;

    public static async Task<TemplateStage> SetAsync(ITestOutputHelper output, params string[] images)
    {
        var stage = new TemplateStage(output, await QueueStage.SetAsync());
        await stage.Registry.PushAsync(Sample.Index(Sample.For("amd64", "base"), Sample.For("arm64", "base of arm")), "mirrors/base", "1.0.0");
        Directory.CreateDirectory(stage.Folder["home"]);
        foreach (var image in images)
        {
            stage.Write($"images/{image}/Dockerfile.tmpl", "FROM {{.Image}}\nARG TARGETARCH\nCOPY content-$TARGETARCH /which\n");
            stage.Write($"images/{image}/content-amd64", $"{image} for amd64");
            stage.Write($"images/{image}/content-arm64", $"{image} for arm64");
        }

        stage.Write("lifecycle.yaml", $$"""
            build: { core_version: 1.0.0, registry: '{{stage._queue.Address}}/bases', platforms: [linux/amd64, linux/arm64], tag_format: '{{"{{.Version}}"}}' }
            images:
            {{string.Concat(images.Select(image => $"  - {{ name: {image}, folder: images/{image}, type: core, mirror_image: '{stage._queue.Address}/mirrors/base', mirror_tag: 1.0.0, version: 1.0.0 }}\n"))}}
            """);
        return stage;
    }

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder[path])!);
        File.WriteAllText(Folder[path], text);
    }

    /// <summary>Runs <c>lifecycle build</c> to its end.</summary>
    public async Task<ProgramExit> AskAsync(params string[] words)
    {
        await using var program = Start(words);
        var exit = await program.ExitAsync();
        _output.WriteLine(exit.ToString());
        return exit;
    }

    public StartedProgram Start(params string[] words) => StartedProgram.Start(
        [.. Tools.Lifecycle, "build", .. words],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = Folder["home"],
            ["DOTNET_CLI_HOME"] = Folder["home"],
            ["LIFECYCLE_CONFIG"] = Folder["lifecycle.yaml"],
            ["LIFECYCLE_DATA_DIR"] = Folder["data"],
            ["LIFECYCLE_BUILD_DIR"] = _queue.Layout.Root,
        },
        Folder.Root);

    /// <summary>Builds until nothing waits.</summary>
    public async Task<ProgramExit> RunAsync()
    {
        var exit = await _queue.OnceAsync();
        _output.WriteLine(exit.ToString());
        return exit;
    }

    /// <summary>Asks, builds, and joins.</summary>
    public async Task<ProgramExit> BuildAsync()
    {
        (await AskAsync()).Expect(0, "asked for");
        (await RunAsync()).Expect(0);
        return (await AskAsync()).Expect(0, "joined linux/amd64 (");
    }

    /// <summary>The manifest of a tag; null: there is none.</summary>
    public async Task<JsonElement?> ManifestAsync(string image, string reference = "1.0.0")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"bases/{image}/manifests/{reference}", UriKind.Relative));
        foreach (var type in (MediaType[])[MediaType.OciIndex, MediaType.DockerManifestList, MediaType.OciManifest, MediaType.DockerManifest])
            request.Headers.TryAddWithoutValidation("Accept", type.Value);
        using var answer = await _http.SendAsync(request);
        if (answer.StatusCode is HttpStatusCode.NotFound)
            return null;
        using var document = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    /// <summary>What the tag of one platform has.</summary>
    public async Task<Digest> PlatformAsync(string image, string suffix)
    {
        using var tags = new TagReader(_queue.Address);
        return Digest.Parse(await tags.DigestAsync($"bases/{image}", $"1.0.0-{suffix}"));
    }

    /// <summary>The digests of an index, in its order.</summary>
    public async Task<IReadOnlyList<Digest>> ChildrenAsync(string image) =>
        [.. (await ManifestAsync(image))!.Value.GetProperty("manifests").EnumerateArray().Select(entry => Digest.Parse(entry.GetProperty("digest").GetString()))];

    /// <summary>What is in the image that a machine of this architecture pulls.</summary>
    public async Task<string> PulledAsync(string image, string architecture)
    {
        var into = Directory.CreateDirectory(Folder[$"pulled-{Guid.NewGuid():N}"]).FullName;
        (await StartedProgram.RunAsync(
            [Tools.Skopeo, "--insecure-policy", "--override-os", "linux", "--override-arch", architecture, "copy", "--src-tls-verify=false", $"docker://{_queue.Address}/bases/{image}:1.0.0", $"dir:{into}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Folder["home"] })).Expect(0);
        return (await PulledImage.ReadAsync(into)).Files["which"];
    }

    /// <summary>Every file of the registry and of lifecycle's records with its size and time.</summary>
    public string[] Files() =>
    [
        .. new[] { Store, Folder["data"] }.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(path => new FileInfo(path))
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"))
            .Order(StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        _output.WriteLine($"the registry's log:\n{_queue.Registry.Log}");
        _http.Dispose();
        await _queue.DisposeAsync();
    }
}
