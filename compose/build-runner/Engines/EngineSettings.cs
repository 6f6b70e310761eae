using RegistryJanitor.BuildRunner.Engines.Buildah;
using RegistryJanitor.BuildRunner.Engines.Buildx;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>Which engine builds, and how: <c>BUILD_ENGINE</c> and the settings of that engine.</summary>
/// <param name="Engine"><c>kaniko</c>, <c>buildah</c> or <c>buildx</c>.</param>
/// <param name="Kaniko">Settings of kaniko.</param>
/// <param name="Buildah">Settings of buildah.</param>
/// <param name="Buildx">Settings of buildx.</param>
public sealed record EngineSettings(string Engine, KanikoSettings Kaniko, BuildahSettings Buildah, BuildxSettings Buildx)
{
    /// <summary>Reads them; mistakes are the reader's.</summary>
    public static EngineSettings Read(SettingsReader read)
    {
        var settings = new EngineSettings(read.Text("BUILD_ENGINE", "kaniko").ToLowerInvariant(), KanikoSettings.Read(read), BuildahSettings.Read(read), BuildxSettings.Read(read));
        if (settings.Engine is not ("kaniko" or "buildah" or "buildx"))
            read.Refuse($"BUILD_ENGINE={settings.Engine} is no engine; write kaniko, buildah or buildx");
        return settings;
    }

    /// <summary>The engine, asked what it can do.</summary>
    /// <param name="directory">Absolute, of this runner alone, for files of an engine: <c>BUILD_DATA_DIR/engine/RUNNER</c>.</param>
    /// <param name="clock">For limits of time.</param>
    /// <param name="cancel">Ends the asking.</param>
    /// <returns>It, or why it cannot be used, in a sentence without its stop.</returns>
    public async Task<(IBuildEngine? Engine, string? Fault)> OpenAsync(string directory, TimeProvider clock, CancellationToken cancel)
    {
        var inherited = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToList();
        var emulation = new Emulation();
        switch (Engine)
        {
            case "buildah":
                return (new BuildahEngine(Buildah, directory, emulation, inherited, clock), await MissingAsync(Buildah.Executable, ["--version"], clock, cancel));
            case "buildx":
                return (new BuildxEngine(Buildx, emulation, inherited, BuildxConfiguration()), await MissingAsync(Buildx.Docker, ["buildx", "version"], clock, cancel));
            default:
                var (features, fault) = await KanikoFeatures.ProbeAsync(Kaniko.Executor, clock, cancel);
                return (new KanikoEngine(Kaniko, features, emulation, KanikoContainer.OfThisProcess(Kaniko, clock), inherited), fault);
        }
    }

    private static string? BuildxConfiguration() =>
        Environment.GetEnvironmentVariable("BUILDX_CONFIG") is { Length: > 0 } own ? own
        : Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } docker ? Path.Join(docker, "buildx")
        : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Join(home, ".docker", "buildx")
        : null;

    private static async Task<string?> MissingAsync(string program, IReadOnlyList<string> arguments, TimeProvider clock, CancellationToken cancel)
    {
        var exit = await ChildProcess.RunAsync(new ChildCommand(program, arguments) { TimeLimit = TimeSpan.FromSeconds(30) }, _ => { }, clock, cancel);
        return exit switch
        {
            ChildExit.Exited { Code: 0 } => null,
            ChildExit.NotStarted(var why) => $"{program} cannot be started: {why}",
            _ => $"`{program} {string.Join(' ', arguments)}` fails; install it whole, or name another in its setting",
        };
    }
}
