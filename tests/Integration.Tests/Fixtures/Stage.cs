namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>What most tests play on: an empty store in a folder of its own, and a real registry that serves it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly ITestOutputHelper _output;

    private Stage(ITestOutputHelper output, Folder folder, string root, RegistryProcess registry)
    {
        _output = output;
        Folder = folder;
        Registry = registry;
        Store = new StoreTree(root);
        Janitor = JanitorRun.On(Store.Root, folder);
    }

    public Folder Folder { get; }

    public StoreTree Store { get; }

    public RegistryProcess Registry { get; }

    public RegistryClient Client => Registry.Client;

    /// <summary>Keeps two, collects at once, waits for nobody.</summary>
    public JanitorRun Janitor { get; }

    public static async Task<Stage> SetAsync(ITestOutputHelper output, string root = "store", bool inMemory = false)
    {
        var folder = new Folder(inMemory);
        Directory.CreateDirectory(folder[root]);
        return new Stage(output, folder, folder[root], await RegistryProcess.StartAsync(folder[root]));
    }

    /// <summary>One pass that must succeed.</summary>
    public async Task<ProgramExit> PassAsync() => Told(await Janitor.OnceAsync()).Expect(0);

    /// <summary>Pushes v1, v2, ... in this order and returns them.</summary>
    public async Task<SampleImage[]> PushVersionsAsync(string repository, int count, params Sample.Layer[] shared)
    {
        var versions = Enumerable.Range(1, count).Select(number => Sample.Image($"{repository} v{number}", shared)).ToArray();
        for (var i = 0; i < count; i++)
            await Client.PushAsync(versions[i], repository, $"v{i + 1}");
        return versions;
    }

    /// <summary>Shows a program's output with the test's result.</summary>
    public ProgramExit Told(ProgramExit exit)
    {
        _output.WriteLine(exit.ToString());
        return exit;
    }

    public void Tell(string text) => _output.WriteLine(text);

    public async ValueTask DisposeAsync()
    {
        _output.WriteLine($"the registry's log:\n{Registry.Log}");
        await Registry.DisposeAsync();
        Folder.Dispose();
    }
}
