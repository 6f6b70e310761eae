namespace RegistryJanitor.Lifecycle.Status.Json;

/// <summary>A report for programs: <c>lifecycle status --json</c> and <c>/status.json</c>. Times are UTC.</summary>
public sealed record StatusDocument
{
    /// <summary>The shape of this document; another number when a name changes its meaning or goes.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Of this program.</summary>
    public required string Version { get; init; }

    /// <summary>The moment of which all of it is.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>From so many days before its end on an image is critical.</summary>
    public required int CriticalDays { get; init; }

    /// <summary>The same for a warning.</summary>
    public required int WarnDays { get; init; }

    /// <summary>What sync copies.</summary>
    public required IReadOnlyList<CopyEntry> BaseImages { get; init; }

    /// <summary>What is built.</summary>
    public required IReadOnlyList<BuiltEntry> Images { get; init; }

    /// <summary>Mirrors of git.</summary>
    public required IReadOnlyList<MirroredRepository> Mirrors { get; init; }

    /// <summary>What build-runner did last, and has to do.</summary>
    public required BuildWork Builds { get; init; }

    /// <summary>What the janitor says.</summary>
    public required JanitorEntry Janitor { get; init; }

    /// <summary>What is worth a line besides.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>Markdown of the user's own; null: none.</summary>
    public string? ClientZone { get; init; }

    /// <summary>Of a report.</summary>
    public static StatusDocument Of(StatusReport report) => new()
    {
        Version = report.Version,
        Now = report.Now,
        CriticalDays = report.Thresholds.CriticalDays,
        WarnDays = report.Thresholds.WarnDays,
        BaseImages = [.. report.Copies.Select(copy => CopyEntry.Of(copy, report.Now))],
        Images = [.. report.Images.Select(BuiltEntry.Of)],
        Mirrors = report.Mirrors,
        Builds = report.Work,
        Janitor = JanitorEntry.Of(report.Janitor),
        Notices = report.Notices,
        ClientZone = report.ClientZone,
    };
}
