using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Kaniko;

/// <summary>What an executor can do; those that cannot skip it without a word, and the image is wrong.</summary>
/// <param name="Version">As it says, for people.</param>
/// <param name="Maintained">Whether it is the maintained fork, which runs heredocs and has mounts: upstream v1.24.0 and what only updates its libraries run neither.</param>
public sealed record KanikoFeatures(string Version, bool Maintained)
{
    private const string VersionLine = "Kaniko version";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>Nothing is known of it, so the least is believed.</summary>
    public static KanikoFeatures Unknown { get; } = new("unknown", Maintained: false);

    /// <summary>Asks an executor: <c>version</c> for its number, <c>--help</c> for an option that only the maintained fork has.</summary>
    /// <returns>Its features, or why it does not run.</returns>
    public static async Task<(KanikoFeatures Features, string? Fault)> ProbeAsync(string executor, TimeProvider clock, CancellationToken cancel)
    {
        var said = new List<string>();
        foreach (var argument in (string[])["version", "--help"])
        {
            var exit = await ChildProcess.RunAsync(new ChildCommand(executor, argument) { WorkingDirectory = "/", TimeLimit = s_limit }, said.Add, clock, cancel);
            if (exit is not ChildExit.Exited { Code: 0 })
                return (Unknown, exit is ChildExit.NotStarted(var why) ? why : $"{executor} {argument} does not end well");
        }

        return (Read(said), null);
    }

    /// <summary>Reads what it said.</summary>
    public static KanikoFeatures Read(IEnumerable<string> lines)
    {
        var said = lines.ToList();
        return new KanikoFeatures(
            said.Find(line => line.StartsWith(VersionLine, StringComparison.OrdinalIgnoreCase)) is { } line ? line[VersionLine.Length..].Trim(' ', ':') : "unknown",
            said.Exists(line => line.Contains("--pre-cleanup", StringComparison.Ordinal)));
    }

    /// <summary>What it would skip of a Dockerfile; null: nothing.</summary>
    public string? Refusal(DockerfileFacts dockerfile)
    {
        if (!Maintained && dockerfile.Heredocs)
            return $"its Dockerfile has a heredoc (<<), which kaniko {Version} skips without an error; use an image with the maintained executor (osscontainertools/kaniko), BUILD_ENGINE=buildx, or write the command in lines with '\\'";
        // v1.28.3 still does: osscontainertools/kaniko#1025.
        if (dockerfile.QuotedHeredocs)
            return $"its Dockerfile has a quoted heredoc (<<'EOF'), which kaniko {Version} skips without an error; remove the quotes, or use BUILD_ENGINE=buildx";
        return !Maintained && dockerfile.Mounts
            ? $"its Dockerfile has RUN --mount, which kaniko {Version} ignores; use an image with the maintained executor (osscontainertools/kaniko), or BUILD_ENGINE=buildah"
            : null;
    }
}
