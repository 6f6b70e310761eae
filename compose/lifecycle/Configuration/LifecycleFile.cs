using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>What <c>lifecycle.yaml</c> says, with every default filled in. Its JSON Schema is <c>lifecycle.schema.json</c>.</summary>
public sealed record LifecycleFile
{
    /// <summary>Where it was read, absolute.</summary>
    public required string Location { get; init; }

    /// <summary>How registries are spoken to.</summary>
    public RegistrySection Registry { get; init; } = RegistrySection.Default;

    /// <summary>Which tags are copied.</summary>
    public SyncSection Sync { get; init; } = SyncSection.None;

    /// <summary>What all images that are built share.</summary>
    public BuildSection Build { get; init; } = BuildSection.Default;

    /// <summary>The images that are built, in their order.</summary>
    public IReadOnlyList<ImageEntry> Images { get; init; } = [];

    /// <summary>The images that are built of mirrors with the Dockerfiles in them, in their order.</summary>
    public IReadOnlyList<MirrorBuild> Builds { get; init; } = [];

    /// <summary>What happens when something moves that images are built from.</summary>
    public RebuildSection Rebuild { get; init; } = RebuildSection.Default;

    /// <summary>Which tags stay.</summary>
    public RetentionSection Retention { get; init; } = RetentionSection.Default;

    /// <summary>Where ends of life are known from: the section <c>lifecycle</c>.</summary>
    public EndOfLifeSection EndOfLife { get; init; } = EndOfLifeSection.Default;

    /// <summary>What the report says.</summary>
    public StatusSection Status { get; init; } = StatusSection.Default;

    /// <summary>When the daemon runs which command.</summary>
    public ScheduleSection Schedule { get; init; } = ScheduleSection.None;

    /// <summary>Who is told of what.</summary>
    public NotifySection Notify { get; init; } = NotifySection.None;

    /// <summary>The folder that holds the file: relative paths in it are relative to this.</summary>
    public string Folder => Path.GetDirectoryName(Location) ?? "/";

    /// <summary>A path of the file, absolute.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    /// <summary>
    /// How an image is told apart by end of life: as its own entry says, else as the entry of <see cref="Sync"/> that fills its mirror; null: it is not.
    /// </summary>
    public CycleRule? CycleOf(ImageEntry image) =>
        image.Cycle ?? Sync.Entries.FirstOrDefault(entry => entry.Cycle is not null && Registry.Same(entry.Target) == Registry.Same(image.MirrorImage))?.Cycle;
}
