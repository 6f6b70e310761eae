using System.Diagnostics;
using System.Text.Json;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A volume with a queue, a real registry, and published runners, each a process of its own.</summary>
internal sealed class QueueStage : IAsyncDisposable
{
    public const string Password = "correct-horse-battery";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private QueueStage(Folder folder, RegistryProcess registry)
    {
        Folder = folder;
        Registry = registry;
        Layout = new QueueLayout(folder["volume"]);
        foreach (var directory in Layout.Directories)
            Directory.CreateDirectory(directory);
    }

    public Folder Folder { get; }

    public RegistryProcess Registry { get; set; }

    public QueueLayout Layout { get; }

    public string Address => $"127.0.0.1:{Registry.Port}";

    /// <summary>Of every runner.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal) { ["BUILD_INTERVAL_SECS"] = "1", ["BUILD_KEEP_RESULTS"] = "1000" };

    public static async Task<QueueStage> SetAsync()
    {
        var folder = new Folder();
        return new QueueStage(folder, await RegistryProcess.StartAsync(Directory.CreateDirectory(folder["store"]).FullName));
    }

    /// <summary>Runners log in, at a registry that lets everybody in.</summary>
    public void LogIn()
    {
        File.WriteAllText(Folder["password"], Password);
        Settings["BUILD_REGISTRY"] = Address;
        Settings["BUILD_REGISTRY_USERNAME"] = "builder";
        Settings["BUILD_REGISTRY_PASSWORD_FILE"] = Folder["password"];
    }

    /// <summary>Asks for a build of a context of its own.</summary>
    /// <param name="id">Of the request, and of its context.</param>
    /// <param name="dockerfile">The text.</param>
    /// <param name="tags">In their order.</param>
    /// <param name="limit">In seconds.</param>
    /// <param name="repository">Where it is pushed to.</param>
    /// <param name="files">Beside the Dockerfile.</param>
    public void Ask(string id, string dockerfile, IReadOnlyList<string> tags, int limit = 600, string repository = "team/app", params (string Name, string Text)[] files)
    {
        var context = Directory.CreateDirectory(Path.Join(Layout.Contexts, id)).FullName;
        foreach (var (name, text) in files.Append(("Dockerfile", dockerfile)))
            File.WriteAllText(Path.Join(context, name), text);
        File.WriteAllText(Layout.Request(new BuildId(id)), $$"""
            {"schema":1,"id":"{{id}}","image":"{{Address}}/{{repository}}","tags":{{JsonSerializer.Serialize(tags)}},"context":{"directory":"{{id}}"},
             "time_limit_secs":{{limit}},"requested_at":"2026-11-20T10:00:00Z"}
            """);
    }

    /// <summary>Builds until it is stopped.</summary>
    public StartedProgram Runner(string name = "one", params (string Name, string Value)[] settings) => StartedProgram.Start([Tools.BuildRunner], Environment(name, settings), "/");

    /// <summary>Builds until nothing waits.</summary>
    public Task<ProgramExit> OnceAsync(string name = "one") => StartedProgram.RunAsync([Tools.BuildRunner, "--once"], Environment(name, []), "/");

    /// <summary>Says what there is.</summary>
    public Task<ProgramExit> StatusAsync() => StartedProgram.RunAsync([Tools.BuildRunner, "status"], Environment("nobody", []), "/");

    public BuildResult? TryResult(string id) => ResultFile.Read(Layout.Result(new BuildId(id)));

    /// <summary>Waits for a result.</summary>
    /// <param name="id">Of the request.</param>
    /// <param name="runner">Whose output tells why there is none.</param>
    public async Task<BuildResult> EndsAsync(string id, StartedProgram runner)
    {
        var began = Stopwatch.GetTimestamp();
        while (TryResult(id) is null)
        {
            if (runner.HasExited || Stopwatch.GetElapsedTime(began) > s_patience)
                throw new XunitException($"{id} has no result after {s_patience}{(runner.HasExited ? ", and its runner has ended" : "")}:\n{runner.Output}");
            await Task.Delay(20);
        }

        return Result(id);
    }

    public BuildResult Result(string id) => TryResult(id) ?? throw new InvalidOperationException($"{id} has no result");

    public string Log(string id) => File.ReadAllText(Layout.Log(new BuildId(id)));

    /// <summary>What is in a directory, but for halves of files.</summary>
    public static List<string> Names(string directory) => [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.')];

    /// <summary>What there is of requests that have no result yet, by kind.</summary>
    public string Unfinished() =>
        $"{string.Join(' ', Names(Layout.Requests))}|{string.Join(' ', Names(Layout.Claims).Where(name => name.EndsWith(QueueLayout.Ending, StringComparison.Ordinal)))}|{string.Join(' ', Names(Layout.AllWork))}";

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>The settings, and the executor that plays kaniko in a container of this runner's own, unless another engine is set.</summary>
    private Dictionary<string, string> Environment(string name, IReadOnlyList<(string Name, string Value)> more)
    {
        var environment = new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["BUILD_DATA_DIR"] = Layout.Root, ["BUILD_RUNNER_NAME"] = name };
        if (!Settings.ContainsKey("BUILD_ENGINE"))
        {
            var executor = Path.Join(Directory.CreateDirectory(Folder[$"containers/{name}/kaniko"]).FullName, "executor");
            if (!File.Exists(executor))
                File.Copy(Path.Join(AppContext.BaseDirectory, "Builds", "pushing-kaniko.sh"), executor);
            environment["BUILD_KANIKO_BIN"] = executor;
            environment["BUILD_KANIKO_ROOT"] = Folder[$"containers/{name}"];
            environment["SKOPEO"] = Tools.Skopeo;
        }

        foreach (var (key, value) in more)
            environment[key] = value;
        return environment;
    }
}
