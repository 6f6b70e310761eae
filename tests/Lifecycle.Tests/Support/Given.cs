using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Tests.Support;

/// <summary>A configuration, as a test writes it.</summary>
internal static class Given
{
    /// <summary>What a pipeline of GitLab sets.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CI_REGISTRY"] = "registry.example.com:5050",
        ["EMPTY"] = "",
    };

    /// <summary>The page's example.</summary>
    public static string PagesExample { get; } = SourceTree.Read("tests/Lifecycle.Tests/Support/imglife.yaml");

    /// <summary>What comes of reading a text.</summary>
    public static LifecycleReading Reading(string yaml) => LifecycleFileReader.Parse("l.yaml", yaml, Environment);

    /// <summary>The one build of a file: <paramref name="more"/> is what it says besides what it has to.</summary>
    public static MirrorBuild Build(string more = "") =>
        Assert.Single(File($"builds: [{{ name: app, mirror: app, image: 'registry:5000/mirrors/app'{(more.Length > 0 ? $", {more}" : "")} }}]").Builds);

    /// <summary>A file without mistakes.</summary>
    public static LifecycleFile File(string yaml)
    {
        var reading = Reading(yaml);
        Assert.Empty(reading.Mistakes);
        return reading.File;
    }

    /// <summary>What is wrong with a text.</summary>
    public static IReadOnlyList<string> Mistakes(string yaml) => Reading(yaml).Mistakes;
}
