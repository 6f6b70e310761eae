using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Mirrors;

/// <summary>A git server with upstream repositories, and the published git-mirror that mirrors them.</summary>
internal sealed class MirrorStage : IAsyncDisposable
{
    public MirrorStage()
    {
        Server = new GitServer(Directory.CreateDirectory(Folder["upstream"]).FullName);
        Data = Folder["data"];
    }

    public Folder Folder { get; } = new();

    public GitServer Server { get; }

    /// <summary>Where git-mirror keeps things.</summary>
    public string Data { get; set; }

    public List<string> List { get; } = [];

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["MIRROR_ALLOW_HTTP"] = "true",
        ["MIRROR_ALLOW_PRIVATE"] = "true",
        ["MIRROR_MIN_FREE_BYTES"] = "0",
        ["LOG_LEVEL"] = "debug",
    };

    /// <summary>An upstream with one commit on main, and its place in the list.</summary>
    public UpstreamRepository Upstream(string name = "app", string more = "")
    {
        List.Add($"{{ name: {name}, upstream: '{Server.Url($"{name}.git")}'{more} }}");
        return new UpstreamRepository(Folder[$"upstream/{name}.git"]);
    }

    /// <summary>One pass.</summary>
    public async Task<ProgramExit> OnceAsync() => await StartedProgram.RunAsync([Tools.GitMirror, "--once"], await EnvironmentAsync());

    /// <summary>Passes until it is disposed of.</summary>
    public async Task<StartedProgram> DaemonAsync() => StartedProgram.Start([Tools.GitMirror], await EnvironmentAsync());

    public string Repository(string name = "app") => Path.Join(Data, "mirrors", $"{name}.git");

    /// <summary>The state as text.</summary>
    public string State(string name = "app") => File.ReadAllText(Path.Join(Data, "mirrors", $"{name}.state.json"));

    public string Git(params string[] arguments) => UpstreamRepository.In(Repository(), arguments);

    private async Task<Dictionary<string, string>> EnvironmentAsync()
    {
        await File.WriteAllTextAsync(Folder["mirrors.yaml"], $"mirrors: [{string.Join(", ", List)}]");
        return new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["MIRROR_LIST"] = Folder["mirrors.yaml"], ["MIRROR_DATA_DIR"] = Data };
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
