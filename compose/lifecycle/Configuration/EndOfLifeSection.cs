namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>lifecycle</c>: where ends of life are known from.</summary>
public sealed record EndOfLifeSection
{
    /// <summary>What a file without the section has.</summary>
    public static EndOfLifeSection Default { get; } = new();

    /// <summary>Who knows.</summary>
    public EndOfLifeProvider Provider { get; init; } = EndOfLifeProvider.EndOfLifeDate;

    /// <summary>Where what is known is kept; <see cref="LifecycleFile.PathOf"/> makes it absolute.</summary>
    public string DataFile { get; init; } = "eol-data.yaml";

    /// <summary>From so many days before its end on, an image is critical.</summary>
    public int CriticalDays { get; init; } = 30;

    /// <summary>From so many days before its end on, an image is worth a warning; not fewer than <see cref="CriticalDays"/>.</summary>
    public int WarnDays { get; init; } = 90;

    /// <summary>What is known better here.</summary>
    public IReadOnlyList<EndOfLifeOverride> Overrides { get; init; } = [];
}
