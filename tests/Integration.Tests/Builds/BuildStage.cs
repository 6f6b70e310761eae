using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Verification;
using RegistryJanitor.Daemon;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A real registry, a volume, and one engine that is driven as the runner drives it: clean, build, clean, read back.</summary>
internal sealed class BuildStage : IAsyncDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly HttpClient _http = PushVerifier.Client();
    private IBuildEngine? _engine;
    private Func<ChildCommand, ChildCommand> _place = command => command;

    private BuildStage(ITestOutputHelper output, Folder folder, RegistryProcess registry)
    {
        _output = output;
        Folder = folder;
        Registry = registry;
    }

    public Folder Folder { get; }

    public RegistryProcess Registry { get; }

    public IBuildEngine Engine => _engine!;

    /// <summary>What the engine said in the last build.</summary>
    public List<string> Said { get; } = [];

    /// <param name="output">Of the test.</param>
    /// <param name="engine">Makes the engine, given a directory of its own.</param>
    /// <param name="place">Where its commands run, when that is not here.</param>
    public static async Task<BuildStage> SetAsync(ITestOutputHelper output, Func<Folder, IBuildEngine> engine, Func<Folder, Func<ChildCommand, ChildCommand>>? place = null)
    {
        var folder = new Folder();
        Directory.CreateDirectory(folder["store"]);
        var stage = new BuildStage(output, folder, await RegistryProcess.StartAsync(folder["store"])) { _engine = engine(folder) };
        if (place is not null)
            stage._place = place(folder);
        return stage;
    }

    /// <summary>A job with this Dockerfile, and these files beside it.</summary>
    public BuildJob Job(string id, string dockerfile, params (string Name, string Text)[] files)
    {
        var work = Directory.CreateDirectory(Folder[$"volume/builds/{id}"]).FullName;
        foreach (var (name, text) in files.Append(("Dockerfile", dockerfile)))
        {
            var path = Path.Join(work, "context", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        var request = new BuildRequest
        {
            Id = new BuildId(id),
            Image = new ImageName($"127.0.0.1:{Registry.Port}", RepositoryName.Parse("team/app")),
            Context = new ContextSource.Directory(id),
            Tags = ["latest"],
            TimeLimit = TimeSpan.FromMinutes(5),
            RequestedAt = DateTimeOffset.UnixEpoch,
        };
        return new BuildJob(request, Path.Join(work, "context"), Path.Join(work, "context", "Dockerfile"), new DockerfileFacts(), [id, "latest"], ImmutableDictionary<string, string>.Empty, work, null, PlainHttp: true);
    }

    /// <summary>Pushes busybox as <c>base:1</c>, built by the engine under test.</summary>
    public async Task<string> BaseAsync()
    {
        var job = Job("base", "FROM scratch\nCOPY bin /bin\nENV PATH=/bin\n");
        job = job with { Tags = ["1"], Request = job.Request with { Image = job.Request.Image with { Repository = RepositoryName.Parse("base") } } };
        Directory.CreateDirectory(Path.Join(job.ContextDirectory, "bin"));
        File.Copy(Tools.Busybox, Path.Join(job.ContextDirectory, "bin", "busybox"));
        foreach (var name in (string[])["sh", "cat", "echo", "ls", "rm", "setsid", "sleep", "mkdir"])
            File.CreateSymbolicLink(Path.Join(job.ContextDirectory, "bin", name), "busybox");
        await BuildsAsync(job);
        return $"127.0.0.1:{Registry.Port}/base:1";
    }

    /// <summary>Builds, and fails the test unless every tag was read back.</summary>
    public async Task<Digest> BuildsAsync(BuildJob job)
    {
        var exit = await RunAsync(job);
        if (exit is not ChildExit.Exited { Code: 0 })
            throw new XunitException($"{Engine.Name} ended with {exit}");
        var pushed = await VerifyAsync(job);
        Assert.All(pushed, tag => Assert.True(tag.Verified, tag.Why));
        return Digest.Parse(Assert.Single(pushed.Select(tag => tag.Digest).Distinct(StringComparer.Ordinal)));
    }

    public Task<IReadOnlyList<PushedTag>> VerifyAsync(BuildJob job) => new PushVerifier(_http, TimeProvider.System, NullLogger.Instance).VerifyAsync(job, CancellationToken.None);

    /// <summary>Runs the commands until one fails.</summary>
    public async Task<ChildExit> RunAsync(BuildJob job, Action<string>? onLine = null, CancellationToken cancel = default)
    {
        Said.Clear();
        await Engine.CleanAsync(CancellationToken.None);
        try
        {
            Assert.Null(Engine.Refusal(job));
            EngineFiles.Write(Engine, job);
            ChildExit exit = new ChildExit.Exited(0);
            foreach (var command in Engine.Commands(job))
            {
                exit = await ChildProcess.RunAsync(_place(command), line => Hear(line, onLine), TimeProvider.System, cancel);
                if (exit is not ChildExit.Exited { Code: 0 })
                    break;
            }

            return exit;
        }
        finally
        {
            await Engine.CleanAsync(CancellationToken.None);
        }
    }

    /// <summary>Pulls with another client and unpacks: the names in the image with what is in them, and its configuration.</summary>
    public async Task<PulledImage> PullAsync(string tag, string repository = "team/app")
    {
        var into = Directory.CreateDirectory(Folder[$"pulled-{Guid.NewGuid():N}"]).FullName;
        (await StartedProgram.RunAsync(
            [Tools.Skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", $"docker://127.0.0.1:{Registry.Port}/{repository}:{tag}", $"dir:{into}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Folder.Root })).Expect(0);
        return await PulledImage.ReadAsync(into);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _output.WriteLine($"the registry's log:\n{Registry.Log}");
        await Registry.DisposeAsync();
        Folder.Dispose();
    }

    private void Hear(string line, Action<string>? onLine)
    {
        Said.Add(line);
        _output.WriteLine(line);
        onLine?.Invoke(line);
    }
}
