using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.BuildRunner.Engines.Wiping;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A container of kaniko with a volume, played in a directory: the executor is <c>fake-kaniko.sh</c>.</summary>
internal sealed class KanikoStage : IDisposable
{
    private static readonly string[] s_kept = ["executor", ".docker", KanikoContainer.Note];

    private readonly Scratch _scratch = new();

    public KanikoStage()
    {
        Container = _scratch["root"];
        Directory.CreateDirectory(_scratch["root/kaniko"]);
        File.Copy(Path.Join(AppContext.BaseDirectory, "Support", "fake-kaniko.sh"), Executor);
        Engine = NewLife();
    }

    public KanikoEngine Engine { get; private set; }

    public string Container { get; }

    public List<string> Said { get; } = [];

    private string Executor => _scratch["root/kaniko/executor"];

    /// <summary>A runner that is started again in the same container.</summary>
    public KanikoEngine NewLife()
    {
        var wipe = new ContainerWipe(Container, s_kept, () => $"1 0 0:1 / / rw\n2 1 0:2 / {Container}/volume rw\n");
        var container = new KanikoContainer(wipe, wipe.Refusal(isFirstProcess: false), [Executor], _ => Task.CompletedTask);
        return Engine = new KanikoEngine(new KanikoSettings(Executor, Root: Container), KanikoFeatures.Unknown, new Emulation(), container, []);
    }

    /// <summary>A job with these files as its context.</summary>
    public BuildJob Job(string id, string dockerfile, params string[] files)
    {
        foreach (var file in files)
            _scratch.Write($"root/volume/builds/{id}/context/{file}", id);
        _scratch.Write($"root/volume/builds/{id}/context/Dockerfile", dockerfile);
        return Jobs.Plain(_scratch[$"root/volume/builds/{id}"]) with { Tags = [id, "latest"] };
    }

    /// <summary>Runs it as a runner does, the wipe before and after it included when <paramref name="clean"/>.</summary>
    public async Task<ChildExit> RunAsync(BuildJob job, bool clean = true, Action<string>? onLine = null, CancellationToken cancel = default)
    {
        try
        {
            if (clean)
                await Engine.CleanAsync(CancellationToken.None);
            Assert.Null(Engine.Refusal(job));
            EngineFiles.Write(Engine, job);
            var command = Assert.Single(Engine.Commands(job));
            return await ChildProcess.RunAsync(command, line => Hear(line, onLine), TimeProvider.System, cancel);
        }
        finally
        {
            if (clean)
                await Engine.CleanAsync(CancellationToken.None);
        }
    }

    /// <summary>What a destination has: the names in its image; null: nothing.</summary>
    public string? Image(string tag)
    {
        var path = $"{Container}/volume/registry/registry_5000_team_app_{tag}";
        return File.Exists(path) ? string.Join(' ', File.ReadLines(path)) : null;
    }

    public string Names(string directory) =>
        string.Join(' ', Directory.EnumerateFileSystemEntries(Path.Join(Container, directory)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    public void Dispose() => _scratch.Dispose();

    private void Hear(string line, Action<string>? onLine)
    {
        Said.Add(line);
        onLine?.Invoke(line);
    }
}
