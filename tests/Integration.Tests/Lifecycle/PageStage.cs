using System.Globalization;
using System.Text.Json;
using RegistryJanitor.Integration.Tests.Builds;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>
/// The page of imglife's guide with local registries: its imglife.yaml as it is but for the names of hosts, its two templates, the published lifecycle and build-runner, and the real
/// skopeo and buildah.
/// </summary>
internal sealed class PageStage : IAsyncDisposable
{
    private static readonly string[] s_kept = ["store", "source", "volume", "data/images", "data/indexes"];

    private readonly ITestOutputHelper _output;
    private readonly QueueStage _queue;
    private readonly RegistryProcess _source;

    private PageStage(ITestOutputHelper output, QueueStage queue, RegistryProcess source) => (_output, _queue, _source) = (output, queue, source);

    public Folder Folder => _queue.Folder;

    public FakeSite Site { get; } = new();

    public RegistryClient Source => _source.Client;

    public RegistryClient Target => _queue.Registry.Client;

    /// <summary>As people see it.</summary>
    public string Readme => File.ReadAllText(Folder["README.md"]);

    /// <summary>Set for the next runs.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>How many builds have ended.</summary>
    public int Results => QueueStage.Names(_queue.Layout.Results).Count;

    /// <summary>How many builds are asked for and have not ended.</summary>
    public string Unfinished => _queue.Unfinished();

    /// <param name="output">Of the test.</param>
    /// <param name="more">What the file has besides the page's.</param>
    public static async Task<PageStage> SetAsync(ITestOutputHelper output, string more = "")
    {
        var queue = await QueueStage.SetAsync();
        queue.Settings["BUILD_ENGINE"] = "buildah";
        queue.Settings["BUILD_BUILDAH_BIN"] = Tools.Buildah;
        var stage = new PageStage(output, queue, await RegistryProcess.StartAsync(Directory.CreateDirectory(queue.Folder["source"]).FullName));
        foreach (var tag in (string[])["3.18.9", "3.19.4", "3.20.3", "3.21.3", "latest"])
            await stage.Source.PushAsync(Base($"alpine {tag}"), "library/alpine", tag);
        foreach (var tag in (string[])["1.21.9-alpine3.19", "1.22.2-alpine3.20", "1.22.3-alpine3.21", "1.22.3"])
            await stage.Source.PushAsync(Base($"golang {tag}"), "library/golang", tag);
        stage.Site.Publish("alpine", """{"name":"3.21","isEol":false,"eolFrom":"2099-11-01","latest":{"name":"3.21.3","date":"2026-10-01"}},{"name":"3.20","isEol":false,"eolFrom":"2099-04-01"},{"name":"3.19","isEol":true,"eolFrom":"2025-11-01"}""");
        stage.Site.Publish("go", """{"name":"1.22","isEol":false,"eolFrom":null}""");

        var page = await File.ReadAllTextAsync(Path.Join(Tools.Project, "tests/Lifecycle.Tests/Support/imglife.yaml"));
        stage.Write("imglife.yaml", page.Replace("docker.io/", $"127.0.0.1:{stage._source.Port}/", StringComparison.Ordinal) + more);
        foreach (var image in (string[])["alpine", "golang"])
        {
            stage.Write($"images/{image}/Dockerfile.tmpl", "FROM {{.Image}}@{{.MirrorDigest}}\nCOPY motd /motd\nENV CORE={{.CoreVersion}}\n");
            stage.Write($"images/{image}/motd", $"our {image}\n");
        }

        return stage;
    }

    /// <summary>A base image for the two platforms of the page.</summary>
    public static SampleImage Base(string words) => Sample.Index(Sample.For("amd64", words), Sample.For("arm64", $"{words}, arm64"));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder[path])!);
        File.WriteAllText(Folder[path], text);
    }

    /// <summary>Runs a command of lifecycle to its end.</summary>
    public async Task<ProgramExit> RunAsync(params string[] words)
    {
        await using var program = Start(words);
        var exit = await program.ExitAsync();
        _output.WriteLine(exit.ToString());
        return exit;
    }

    public StartedProgram Start(params string[] words)
    {
        var environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal)
        {
            ["HOME"] = Directory.CreateDirectory(Folder["home"]).FullName,
            ["XDG_RUNTIME_DIR"] = Folder["home"],
            ["DOTNET_CLI_HOME"] = Folder["home"],
            ["CI_REGISTRY"] = _queue.Address,
            ["LIFECYCLE_DATA_DIR"] = Folder["data"],
            ["LIFECYCLE_BUILD_DIR"] = _queue.Layout.Root,
            ["LIFECYCLE_MIRRORS_DIR"] = Folder["mirrors"],
            ["LIFECYCLE_HEALTH_FILE"] = Folder["health.json"],
            ["LIFECYCLE_EOL_URL"] = Site.Address.ToString(),
        };
        environment.TryAdd("LIFECYCLE_SKOPEO_BIN", Tools.Skopeo);
        return StartedProgram.Start([.. Tools.Lifecycle, .. words], environment, Folder.Root);
    }

    /// <summary>Builds until nothing waits.</summary>
    public async Task BuildAsync() => (await _queue.OnceAsync()).Expect(0);

    /// <summary>Builds until it is stopped.</summary>
    public StartedProgram Runner() => _queue.Runner();

    /// <summary>What a tag of ours says that it was built from.</summary>
    public async Task<string?> BaseOfAsync(string image, string tag)
    {
        var into = Directory.CreateDirectory(Folder[$"pulled-{Guid.NewGuid():N}"]).FullName;
        (await StartedProgram.RunAsync(
            [Tools.Skopeo, "--insecure-policy", "--override-os", "linux", "--override-arch", "arm64", "copy", "--src-tls-verify=false", $"docker://{_queue.Address}/bases/{image}:{tag}", $"dir:{into}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Folder["home"] })).Expect(0);
        var pulled = await PulledImage.ReadAsync(into);
        Assert.Equal($"our {image}\n", pulled.Files["motd"]);
        return pulled.Label("org.opencontainers.image.base.digest");
    }

    /// <summary>The report for machines.</summary>
    public async Task<JsonElement> StatusAsync()
    {
        using var document = JsonDocument.Parse((await RunAsync("status", "--json")).Expect(0).StandardOutput);
        return document.RootElement.Clone();
    }

    /// <summary>Every file of both registries and of the queue, what lifecycle remembers of builds, and what it writes for people and git, with size and time.</summary>
    public string[] Files() =>
    [
        .. s_kept.SelectMany(folder => Directory.EnumerateFiles(Folder[folder], "*", SearchOption.AllDirectories))
            // The runner's own heartbeat.
            .Where(path => !path.Contains("/runners/", StringComparison.Ordinal))
            .Append(Folder["eol-data.yaml"])
            .Select(path => new FileInfo(path))
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"))
            .Order(StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        _output.WriteLine($"the target's log:\n{_queue.Registry.Log}");
        Site.Dispose();
        await _source.DisposeAsync();
        await _queue.DisposeAsync();
    }
}
