namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>A context as an engine gets it: checked, on a mount, and nobody else's.</summary>
/// <param name="Directory">Absolute.</param>
/// <param name="Dockerfile">Absolute, inside of it.</param>
/// <param name="Commit">The commit it was exported from; null: it was none.</param>
/// <param name="Version">The version that it builds, such as <c>1.4.0</c>; null: none was asked for.</param>
public sealed record PreparedContext(string Directory, string Dockerfile, string? Commit, string? Version)
{
    /// <summary>What the Dockerfile asks of an engine.</summary>
    public DockerfileFacts Facts { get; init; } = new();

    /// <summary>How the version was found, for the log; null: none was asked for.</summary>
    public string? VersionReason { get; init; }

    /// <summary>The names of the mirror's tags: with those of the registry, they tell which floating tags may move. Empty without a version.</summary>
    public IReadOnlyList<string> MirrorTags { get; init; } = [];
}
