using System.Globalization;
using System.Text;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>Two real registries and <c>lifecycle</c>, which copies from one to the other with the real skopeo.</summary>
internal sealed class SyncStage : IAsyncDisposable
{
    private readonly ITestOutputHelper _output;
    private int _runs;

    private SyncStage(ITestOutputHelper output, Folder folder, RegistryProcess source, RegistryProcess target) =>
        (_output, Folder, Source, Target) = (output, folder, source, target);

    public Folder Folder { get; }

    public RegistryProcess Source { get; }

    public RegistryProcess Target { get; }

    public string TargetStore => Folder["target"];

    /// <summary>Set for the next runs.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <param name="output">Of the test.</param>
    /// <param name="tellsRequests">Whether the source keeps what it was asked for.</param>
    public static async Task<SyncStage> SetAsync(ITestOutputHelper output, bool tellsRequests = false)
    {
        var folder = new Folder();
        foreach (var name in (string[])["source", "target", "data", "home"])
            Directory.CreateDirectory(folder[name]);
        return new SyncStage(output, folder, await RegistryProcess.StartAsync(folder["source"], tellsRequests: tellsRequests), await RegistryProcess.StartAsync(folder["target"]));
    }

    /// <summary>What lifecycle makes of an index of which only the first platform is wanted: the same JSON, with a plus as it is.</summary>
    public static SampleImage Sparse(SampleImage wanted)
    {
        var index = Sample.Index(wanted);
        return index with { Manifest = new Blob(index.Manifest.MediaType, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(index.Manifest.Bytes).Replace("\\u002B", "+", StringComparison.Ordinal))) };
    }

    /// <summary>Writes the entries of lifecycle.yaml; SOURCE and TARGET stand for the registries.</summary>
    public void Entries(params string[] entries) => File.WriteAllText(
        Folder["lifecycle.yaml"],
        $"sync:\n  entries:\n{string.Concat(entries.Select(entry => $"  - {entry}\n"))}"
            .Replace("SOURCE", $"127.0.0.1:{Source.Port}", StringComparison.Ordinal)
            .Replace("TARGET", $"127.0.0.1:{Target.Port}", StringComparison.Ordinal));

    /// <summary>A run to its end.</summary>
    public async Task<ProgramExit> SyncAsync(params string[] words)
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
            ["HOME"] = Folder["home"],
            ["XDG_RUNTIME_DIR"] = Folder["home"],
            ["LIFECYCLE_CONFIG"] = Folder["lifecycle.yaml"],
            ["LIFECYCLE_DATA_DIR"] = Folder["data"],
            ["DOTNET_CLI_HOME"] = Folder["home"],
        };
        environment.TryAdd("LIFECYCLE_SKOPEO_BIN", Tools.Skopeo);
        _runs++;
        return StartedProgram.Start([.. Tools.Lifecycle, "sync", .. words], environment, Folder.Root);
    }

    /// <summary>A skopeo that tells its process id and waits for nothing: the file is there as long as nobody removes it.</summary>
    public string SkopeoWithId(string file) => Folder.Script(
        string.Create(CultureInfo.InvariantCulture, $"skopeo-{_runs}"), $"echo $$ > '{file}.new'; mv '{file}.new' '{file}'; exec '{Tools.Skopeo}' \"$@\"");

    /// <summary>Every file of the target's store with its size and time: whatever is pushed changes one of them.</summary>
    public string[] TargetFiles() =>
    [
        .. Directory.EnumerateFiles(TargetStore, "*", SearchOption.AllDirectories)
            .Select(path => new FileInfo(path))
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The record that <c>status</c> reads.</summary>
    public string Record => File.ReadAllText(Path.Join(Folder["data"], "state", "sync.json"));

    public async ValueTask DisposeAsync()
    {
        _output.WriteLine($"the target's log:\n{Target.Log}");
        await Source.DisposeAsync();
        await Target.DisposeAsync();
        Folder.Dispose();
    }
}
