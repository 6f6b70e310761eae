using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>Jobs as tests want them.</summary>
internal static class Jobs
{
    /// <summary>Everything that can be asked for, with values that look like options.</summary>
    public static BuildJob Full { get; } = Plain("/data/builds/a1") with
    {
        Request = Request("registry:5000") with
        {
            BuildArguments = Pairs(("B", "--destination=evil/x"), ("A", "1 2;$(id)")),
            Target = "final",
            Platform = "linux/arm64",
            CacheRepository = Image("registry:5000", "cache/app"),
        },
        Tags = ["v1.2.3", "latest"],
        Labels = Pairs(("org.opencontainers.image.revision", "abc"), ("note", "-v, \"x\"")),
        CredentialsDirectory = "/data/builds/a1/credentials",
    };

    /// <summary>Nothing but what there has to be.</summary>
    public static BuildJob Plain(string work, string registry = "registry:5000", bool plainHttp = true) => new(
        Request(registry), $"{work}/context", $"{work}/context/Dockerfile", new DockerfileFacts(), ["latest"], Pairs(), work, null, plainHttp);

    public static BuildRequest Request(string registry) => new()
    {
        Id = new BuildId("a1"),
        Image = Image(registry, "team/app"),
        Context = new ContextSource.Directory("app"),
        Tags = ["latest"],
        RequestedAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
    };

    public static ImageName Image(string registry, string repository) => new(registry, RepositoryName.Parse(repository));

    public static Dictionary<string, string> Pairs(params (string Key, string Value)[] pairs) => pairs.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
