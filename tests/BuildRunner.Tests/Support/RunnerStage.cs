using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Reporting;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A volume of one test, a registry that is a directory, and runners with an engine that is a line of shell.</summary>
internal sealed class RunnerStage : IDisposable
{
    /// <summary>Writes every tag.</summary>
    public const string Push = "id=$1; registry=$2; shift 2; for tag in \"$@\"; do echo \"$id\" > \"$registry/$tag\"; done";

    private readonly Folder _folder = new();

    public RunnerStage(string script = Push)
    {
        Layout = new QueueLayout(_folder["volume"]);
        Registry = Directory.CreateDirectory(_folder["registry"]).FullName;
        Engine = new ScriptEngine(script, Registry);
        Settings = Of("one");
        Queue(new PosixVolume(TimeProvider.System)).Prepare();
    }

    public QueueLayout Layout { get; }

    public string Registry { get; }

    public ScriptEngine Engine { get; }

    public FolderContexts Contexts { get; } = new();

    public RunnerSettings Settings { get; set; }

    public RegistryState State { get; set; } = new RegistryState.Ready();

    public RunnerSettings Of(string runner) => new() { Layout = Layout, MirrorsDirectory = "/nowhere", HealthFile = "/nowhere", Runner = new RunnerName(runner) };

    public QueueFolder Queue(IVolume volume) => new(Layout, Settings.Runner, volume);

    /// <summary>Chooses tags without asking a registry: none is there.</summary>
    public static TagChoice TagsOfTheMirror { get; } = new ForwardOnly(new HttpClient(), new RegistryAccess([], ["registry:5000"])).ChooseAsync;

    public BuildId Ask(string id, string extra = "")
    {
        File.WriteAllText(Path.Join(Layout.Requests, $"{id}.json"), Requested.Json(id, extra));
        return new BuildId(id);
    }

    public void AskWithTags(string id, string tags) =>
        File.WriteAllText(Path.Join(Layout.Requests, $"{id}.json"), Requested.Json(id).Replace("[\"latest\"]", tags, StringComparison.Ordinal));

    public void AskFor(string id, string image) =>
        File.WriteAllText(Path.Join(Layout.Requests, $"{id}.json"), Requested.Json(id).Replace(Requested.Image, image, StringComparison.Ordinal));

    /// <summary>A runner that begins its life.</summary>
    public RunnerPass Runner(bool once = true, IVolume? volume = null)
    {
        volume ??= new PosixVolume(TimeProvider.System);
        var (queue, log) = (Queue(volume), NullLogger.Instance);
        var parts = new RunnerParts(Engine, Contexts, new FolderVerifier(Registry), TagsOfTheMirror);
        var turn = new BuildTurn(Settings, queue, parts, (_, _) => Task.FromResult(State), volume, TimeProvider.System, log);
        return new RunnerPass(Settings, queue, turn, new RunnerTally(), new WakeUp(), once, TimeProvider.System, log);
    }

    public Task<PassResult> OnceAsync() => Runner().RunAsync(CancellationToken.None);

    public BuildResult Result(string id) => ResultFile.Read(Layout.Result(new BuildId(id))) ?? throw new InvalidOperationException($"{id} has no result");

    public string Log(string id) => File.ReadAllText(Layout.Log(new BuildId(id)));

    public static string[] Names(string directory) => [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Time passes in which nobody gives a sign of life.</summary>
    public void Silence(TimeSpan time)
    {
        foreach (var beat in Directory.EnumerateFiles(Layout.Claims, "*.beat"))
            File.SetLastWriteTimeUtc(beat, File.GetLastWriteTimeUtc(beat) - time);
    }

    public void Dispose() => _folder.Dispose();
}
