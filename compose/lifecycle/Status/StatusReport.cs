using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status;

/// <summary>All that is known at one moment of what lifecycle looks after: what <c>lifecycle status</c> writes as Markdown, HTML and JSON.</summary>
/// <param name="Now">That moment, UTC.</param>
/// <param name="Version">Of this program.</param>
/// <param name="Thresholds">When an end of life is near.</param>
public sealed record StatusReport(DateTimeOffset Now, string Version, EndOfLifeThresholds Thresholds)
{
    /// <summary>What sync copies: in the order of the configuration, the newest version of each first.</summary>
    public IReadOnlyList<CopiedImage> Copies { get; init; } = [];

    /// <summary>What is built: first from templates, then from mirrors, in the order of the configuration.</summary>
    public IReadOnlyList<BuiltImage> Images { get; init; } = [];

    /// <summary>The mirrors of git, by name.</summary>
    public IReadOnlyList<MirroredRepository> Mirrors { get; init; } = [];

    /// <summary>What build-runner did last, and has to do.</summary>
    public BuildWork Work { get; init; } = BuildWork.Empty;

    /// <summary>What the janitor says of itself.</summary>
    public JanitorReading Janitor { get; init; } = new JanitorReading.NotAsked();

    /// <summary>What is worth a line besides, each a sentence without its stop.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Markdown of the user's own; null: none.</summary>
    public string? ClientZone { get; init; }

    /// <summary>What is to be said of all images that are watched.</summary>
    public IEnumerable<EndOfLifeVerdict> Verdicts => Copies.Select(copy => copy.Verdict).Concat(Images.Select(image => image.Verdict)).OfType<EndOfLifeVerdict>();
}
