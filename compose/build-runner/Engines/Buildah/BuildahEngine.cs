using System.Text;
using RegistryJanitor.BuildRunner.Engines.Wiping;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Buildah;

/// <summary>
/// buildah, 1.28 (Debian 12) or later, as root without a daemon. Its storage is in a directory of ours and emptied before and after every build, so no build finds
/// another's images or layers. A RUN has the machine's network and a root directory of its own (<c>--isolation=chroot</c>), no more.
/// </summary>
/// <param name="settings">What it is told in every build.</param>
/// <param name="directory">Absolute, of this runner alone, on a disk with room for unpacked images.</param>
/// <param name="emulation">Of this machine.</param>
/// <param name="inherited">Names in our environment.</param>
/// <param name="clock">For the patience with processes that are killed.</param>
public sealed class BuildahEngine(BuildahSettings settings, string directory, Emulation emulation, IReadOnlyCollection<string> inherited, TimeProvider clock) : IBuildEngine
{
    private const string Registries = "registries.conf";
    private const string Policy = "policy.json";
    private const string Storage = "storage.conf";
    private const string ImageId = "image-id";

    /// <inheritdoc />
    public string Name => "buildah";

    /// <inheritdoc />
    public string? Refusal(BuildJob job)
    {
        if (job.Facts.Heredocs)
            return "its Dockerfile has a heredoc (<<), which buildah before 1.33 takes for instructions; use BUILD_ENGINE=buildx or kaniko's maintained executor, or write the command in lines with '\\'";
        return JobArguments.Refusal(job) ?? emulation.Refusal(job.Request.Platform, job.Facts.Runs);
    }

    /// <inheritdoc />
    /// <remarks>
    /// Plain http is for the one registry that speaks it, while <c>--tls-verify=false</c> would be for every base image, too. Short names are Docker Hub's, whatever this machine
    /// has set. An empty file of storage is complained about in every log. Formats: containers-registries.conf(5), containers-policy.json(5), containers-storage.conf(5).
    /// </remarks>
    public IReadOnlyDictionary<string, string> Files(BuildJob job)
    {
        var registries = new StringBuilder("unqualified-search-registries = [\"docker.io\"]\nshort-name-mode = \"disabled\"\n");
        if (job.PlainHttp)
            registries.Append("\n[[registry]]\nlocation = \"").Append(job.Request.Image.Registry).Append("\"\ninsecure = true\n");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Registries] = registries.ToString(),
            [Policy] = """{"default":[{"type":"insecureAcceptAnything"}]}""" + "\n",
            [Storage] = $"[storage]\ndriver = \"{settings.Storage}\"\ngraphroot = \"{Path.Join(directory, "storage")}\"\nrunroot = \"{Path.Join(directory, "run")}\"\n",
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<ChildCommand> Commands(BuildJob job) =>
    [
        Command(job, "build", Build(job)),
        .. job.Tags.Select((tag, push) => Command(job, "push", Push(job, tag, push))),
    ];

    /// <inheritdoc />
    public async Task CleanAsync(CancellationToken cancel)
    {
        AdoptedProcesses.Adopt();
        await AdoptedProcesses.KillAsync(directory, clock, cancel);
        Directory.CreateDirectory(directory);
        var failures = DirectoryWipe.Empty(directory, []);
        if (failures.Count > 0)
            throw new UncleanException($"buildah's storage could not be emptied ({string.Join("; ", failures)}); unmount what is mounted below {directory}, then start build-runner again");
        Directory.CreateDirectory(Path.Join(directory, "tmp"));
    }

    private static IEnumerable<string> Credentials(BuildJob job) =>
        job.CredentialsDirectory is { } credentials ? [$"--authfile={Path.Join(credentials, "config.json")}"] : [];

    private static IReadOnlyList<string> Build(BuildJob job) =>
    [
        "--isolation=chroot",
        // What every client pulls and registry 2.8.3 serves; HEALTHCHECK, SHELL and ONBUILD exist only in this one.
        "--format=docker",
        // A tag means what it means now.
        "--pull=always",
        .. job.Request.CacheRepository is { } cache ? ["--layers=true", $"--cache-from={cache}", $"--cache-to={cache}"] : (string[])["--layers=false"],
        "--force-rm",
        $"--signature-policy={Path.Join(job.WorkDirectory, Policy)}",
        .. Credentials(job),
        $"--iidfile={Path.Join(job.WorkDirectory, ImageId)}",
        $"--file={job.Dockerfile}",
        .. JobArguments.Target(job),
        .. job.Request.Platform is { } platform ? [$"--platform={platform}"] : Array.Empty<string>(),
        .. JobArguments.Labels(job),
        .. JobArguments.BuildArguments(job),
        $"--tag={LocalName(job)}",
        "--",
        job.ContextDirectory,
    ];

    private static IReadOnlyList<string> Push(BuildJob job, string tag, int push) =>
    [
        $"--signature-policy={Path.Join(job.WorkDirectory, Policy)}",
        .. Credentials(job),
        $"--digestfile={EngineDigest.File(job, push)}",
        "--",
        LocalName(job),
        $"docker://{job.Request.Image}:{tag}",
    ];

    /// <summary>What the image is called in our storage: <c>localhost</c> is no registry that could be asked for it.</summary>
    private static string LocalName(BuildJob job) => $"localhost/build:{job.Request.Id}";

    private ChildCommand Command(BuildJob job, string verb, IReadOnlyList<string> arguments) => new(
        settings.Executable,
        [
            $"--root={Path.Join(directory, "storage")}",
            $"--runroot={Path.Join(directory, "run")}",
            $"--storage-driver={settings.Storage}",
            $"--registries-conf={Path.Join(job.WorkDirectory, Registries)}",
            // One that does not exist: nothing of this machine is added.
            $"--registries-conf-dir={Path.Join(directory, "none")}",
            verb,
            .. arguments,
        ])
    {
        Environment = EngineEnvironment.Of(
            inherited,
            // Its mounts of caches are below TMPDIR, and end with the build.
            ("TMPDIR", Path.Join(directory, "tmp")),
            ("HOME", Path.Join(directory, "tmp")),
            ("XDG_RUNTIME_DIR", null),
            ("CONTAINERS_CONF", "/dev/null"),
            ("CONTAINERS_REGISTRIES_CONF", null),
            ("CONTAINERS_STORAGE_CONF", Path.Join(job.WorkDirectory, Storage)),
            ("REGISTRY_AUTH_FILE", null),
            ("STORAGE_DRIVER", null),
            ("STORAGE_OPTS", null)),
        WorkingDirectory = "/",
        TimeLimit = job.Request.TimeLimit,
    };
}
