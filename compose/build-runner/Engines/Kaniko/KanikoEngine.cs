using RegistryJanitor.BuildRunner.Engines.Wiping;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Kaniko;

/// <summary>
/// kaniko, in the container whose root directory it unpacks images over. One build at a time; before and after each the container is wiped, and our
/// own files are compared with what they were at the start.
/// </summary>
/// <param name="settings">What it is told in every build.</param>
/// <param name="features">Of its executor.</param>
/// <param name="emulation">Of this machine.</param>
/// <param name="container">What is wiped.</param>
/// <param name="inherited">Names in our environment.</param>
public sealed class KanikoEngine(KanikoSettings settings, KanikoFeatures features, Emulation emulation, KanikoContainer container, IReadOnlyCollection<string> inherited) : IBuildEngine
{
    private static readonly string[] s_fast = ["--snapshot-mode=redo", "--use-new-run", "--single-snapshot"];

    /// <inheritdoc />
    public string Name => "kaniko";

    /// <inheritdoc />
    public string? Refusal(BuildJob job) =>
        JobArguments.Refusal(job) ?? features.Refusal(job.Facts) ?? emulation.Refusal(job.Request.Platform, job.Facts.Runs);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Files(BuildJob job) => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyList<ChildCommand> Commands(BuildJob job) =>
    [
        new ChildCommand(settings.Executor, Arguments(job))
        {
            Environment = EngineEnvironment.Of(
                inherited,
                [
                    // Its own signs of a container are files that it removes itself.
                    ("container", "docker"),
                    // Without it and without /etc/passwd, which a wipe removes, it does not know who it is and copies nothing.
                    ("USER", "root"),
                    ("HOME", container.Directory),
                    ("TMPDIR", Path.Join(container.Directory, "tmp")),
                    .. job.CredentialsDirectory is { } credentials ? [("DOCKER_CONFIG", credentials)] : Array.Empty<(string, string?)>(),
                ]),
            // A directory that a wipe removes could not be started in again.
            WorkingDirectory = "/",
            TimeLimit = job.Request.TimeLimit,
        },
    ];

    /// <inheritdoc />
    public Task CleanAsync(CancellationToken cancel) => container.CleanAsync(cancel);

    private IReadOnlyList<string> Arguments(BuildJob job) =>
    [
        $"--context=dir://{job.ContextDirectory}",
        $"--dockerfile={job.Dockerfile}",
        .. JobArguments.References(job).Select(reference => $"--destination={reference}"),
        $"--digest-file={EngineDigest.File(job)}",
        .. settings.Profile is KanikoProfile.Fast ? s_fast : ["--snapshot-mode=full"],
        "--cleanup",
        "--log-format=json",
        "--push-retry=3",
        "--image-download-retry=3",
        .. job.PlainHttp ? [$"--insecure-registry={job.Request.Image.Registry}"] : Array.Empty<string>(),
        .. job.Request.CacheRepository is { } cache ? ["--cache=true", $"--cache-repo={cache}"] : Array.Empty<string>(),
        .. JobArguments.Target(job),
        .. job.Request.Platform is { } platform ? [$"--custom-platform={platform}"] : Array.Empty<string>(),
        .. JobArguments.Labels(job),
        .. JobArguments.BuildArguments(job),
    ];
}
