using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Images.Support;

/// <summary>A folder with templates, registries with their bases, a queue in which the test plays the runner, and <c>lifecycle build</c> run on them.</summary>
internal sealed class ImageStage : IDisposable
{
    private const string Alpine = "{ name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.3, version: 3.21.3 }";

    private readonly Folder _folder = new();

    public ImageStage()
    {
        Registries.Put("registry:5000/mirrors/alpine:3.21.3");
        Write("images/alpine/Dockerfile.tmpl", "FROM {{.Image}}\nCOPY files /\n");
        Write("images/alpine/files/motd", "Welcome.\n");
    }

    public FakeRegistries Registries { get; } = new();

    public FakeClock Clock { get; } = new();

    public string Images { get; set; } = Alpine;

    public string Build { get; set; } = "core_version: 1.0.0, registry: 'registry:5000/bases'";

    public string Out { get; private set; } = "";

    public string Err { get; private set; } = "";

    public string this[string path] => _folder[path];

    public LifecycleFile File
    {
        get
        {
            var reading = LifecycleFileReader.Parse(_folder["lifecycle.yaml"], $"build: {{ {Build} }}\nimages: [{Images}]\n", Given.Environment);
            Assert.Empty(reading.Mistakes);
            return reading.File;
        }
    }

    public string[] Requests => Names("queue/requests");

    public string[] Contexts => Names("queue/contexts");

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        _folder.File(path, content);
    }

    public Task<PreparedImage> PrepareAsync(int number = 0) => new ImagePreparer(File, new BaseImages(Registries.Client())).PrepareAsync(File.Images[number], CancellationToken.None);

    public async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<ImageException>(() => PrepareAsync())).Message;

    public async Task<ExitCode> RunAsync(params string[] words)
    {
        var (asked, mistake) = BuildWords.Read(words);
        Assert.Null(mistake);
        var settings = new LifecycleSettings { Configuration = _folder["lifecycle.yaml"], DataDirectory = _folder["data"], BuildDirectory = _folder["queue"] };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await BuildCommand.RunAsync(
            new CommandContext(settings, File, CredentialBook.Empty, Clock, NullLoggerFactory.Instance) { Output = output, Error = error }, asked, Registries.Client(), created: null);
        (Out, Err) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>A request as build-runner reads it.</summary>
    public BuildRequest Request(string id)
    {
        var reading = RequestReader.Read(System.IO.File.ReadAllBytes(_folder[$"queue/requests/{id}.json"]), BuildId.Read(id)!);
        return reading is RequestReading.Valid valid ? valid.Request : throw new InvalidOperationException(string.Join('\n', ((RequestReading.Mistaken)reading).Mistakes));
    }

    /// <summary>The context of a request as build-runner unpacks it.</summary>
    public async Task<string> UnpackedAsync(BuildRequest request)
    {
        var preparer = new ContextPreparer(_folder["queue/contexts"], _folder["mirrors"], "git", TimeProvider.System);
        return (await preparer.PrepareAsync(request, _folder[$"work-{Guid.NewGuid():N}"], CancellationToken.None)).Directory;
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Within a directory of this test.")]
    public void End(string id, string status)
    {
        Write($"queue/results/{id}.json", $$"""{"schema": 1, "status": "{{status}}"}""");
        System.IO.File.Delete(_folder[$"queue/requests/{id}.json"]);
    }

    public void Dispose()
    {
        Registries.Dispose();
        _folder.Dispose();
    }

    private string[] Names(string folder) =>
        Directory.Exists(_folder[folder]) ? [.. Directory.GetFiles(_folder[folder]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
}
