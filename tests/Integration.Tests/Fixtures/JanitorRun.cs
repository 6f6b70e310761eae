namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>The static janitor with the settings of one test, which are all it gets beside PATH.</summary>
internal sealed record JanitorRun(ImmutableDictionary<string, string> Settings)
{
    /// <summary>The program; another path for a copy of it.</summary>
    public string Executable { get; init; } = Tools.Janitor;

    /// <summary>Words before the program, such as <c>setpriv</c>.</summary>
    public ImmutableArray<string> Through { get; init; } = [];

    /// <summary>Keeps two, collects at once, waits for nobody.</summary>
    public static JanitorRun On(string root, Folder folder) => new(ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["JANITOR_DATA_DIR"] = root,
        ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = root,
        ["JANITOR_REGISTRY_CONFIG"] = Tools.RegistryConfiguration,
        ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
        ["JANITOR_HEALTH_FILE"] = folder["health.json"],
        ["KEEP_LAST_N"] = "2",
        ["GC_GRACE_SECS"] = "0",
        ["GC_HOLD_SECS"] = "0",
        ["GC_SETTLE_SECS"] = "0",
    }));

    /// <summary>With the registry's own collector for a second opinion.</summary>
    public JanitorRun WithCollector() => With("GC_ENGINE", "registry");

    public JanitorRun With(string setting, string value) => this with { Settings = Settings.SetItem(setting, value) };

    /// <summary>One pass.</summary>
    public Task<ProgramExit> OnceAsync() => With("RUN_ONCE", "true").RunAsync();

    /// <summary>A command, to its end.</summary>
    public async Task<ProgramExit> RunAsync(params string[] arguments)
    {
        await using var janitor = Start(arguments);
        return await janitor.ExitAsync();
    }

    /// <summary>The janitor as it runs.</summary>
    public StartedProgram Start(params string[] arguments) => StartedProgram.Start([.. Through, Executable, .. arguments], Settings);
}
