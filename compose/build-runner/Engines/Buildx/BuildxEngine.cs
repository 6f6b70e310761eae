using System.Net;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Buildx;

/// <summary>
/// <c>docker buildx</c>, with the BuildKit in a Docker engine or another one. What it builds in is its own, so there is nothing to clean; its cache is kept, and is by content.
/// </summary>
/// <param name="settings">What it is told in every build.</param>
/// <param name="emulation">Of this machine.</param>
/// <param name="inherited">Names in our environment.</param>
/// <param name="configuration">Where buildx keeps its builders, which is not where the credentials of a build are; null: it decides.</param>
public sealed class BuildxEngine(BuildxSettings settings, Emulation emulation, IReadOnlyCollection<string> inherited, string? configuration) : IBuildEngine
{
    /// <inheritdoc />
    public string Name => "buildx";

    /// <inheritdoc />
    public string? Refusal(BuildJob job)
    {
        var registry = job.Request.Image.Registry;
        if (settings.Builder is null && job.PlainHttp && !IsLoopback(registry))
            return $"the BuildKit in a Docker engine speaks http only with registries on 127.0.0.1, and {registry} is none; make a builder with [registry.\"{registry}\"] http = true in its buildkitd.toml (docker buildx create --config), and name it in BUILD_BUILDX_BUILDER";
        if (settings.Builder is null && job.Request.CacheRepository is not null)
            return "the BuildKit in a Docker engine keeps no cache of all stages in a registry; make a builder (docker buildx create --driver docker-container) and name it in BUILD_BUILDX_BUILDER, or ask without cache_repository";
        // A stage for the machine that builds is how others are compiled for without emulation; BuildKit tells which one is not.
        return JobArguments.Refusal(job) ?? emulation.Refusal(job.Request.Platform, job.Facts.Runs && !job.Facts.Platforms.Contains(OwnPlatform.Name, StringComparer.Ordinal));
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Files(BuildJob job) => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyList<ChildCommand> Commands(BuildJob job) =>
    [
        new ChildCommand(settings.Docker, ["buildx", "build", .. Arguments(job)])
        {
            Environment = EngineEnvironment.Of(
                inherited,
                [("BUILDX_CONFIG", configuration), ("BUILDX_BUILDER", null), .. job.CredentialsDirectory is { } credentials ? [("DOCKER_CONFIG", credentials)] : Array.Empty<(string, string?)>()]),
            WorkingDirectory = "/",
            TimeLimit = job.Request.TimeLimit,
        },
    ];

    /// <inheritdoc />
    public Task CleanAsync(CancellationToken cancel) => Task.CompletedTask;

    private static bool IsLoopback(string registry)
    {
        var host = registry.LastIndexOf(':') is var colon and >= 0 ? registry[..colon] : registry;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    private IReadOnlyList<string> Arguments(BuildJob job) =>
    [
        .. settings.Builder is { } builder ? [$"--builder={builder}"] : Array.Empty<string>(),
        "--push",
        "--pull",
        "--progress=plain",
        $"--provenance={(settings.Provenance ? "true" : "false")}",
        $"--metadata-file={EngineDigest.MetadataFile(job)}",
        $"--file={job.Dockerfile}",
        .. JobArguments.References(job).Select(reference => $"--tag={reference}"),
        .. job.Request.CacheRepository is { } cache
            ? [$"--cache-from=type=registry,ref={cache}:buildcache", $"--cache-to=type=registry,ref={cache}:buildcache,mode=max,image-manifest=true,compression=zstd"]
            : Array.Empty<string>(),
        .. JobArguments.Target(job),
        .. job.Request.Platform is { } platform ? [$"--platform={platform}"] : Array.Empty<string>(),
        .. JobArguments.Labels(job),
        .. JobArguments.BuildArguments(job),
        "--",
        job.ContextDirectory,
    ];
}
