namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>rebuild</c>: what happens when something moves that images are built from.</summary>
public sealed record RebuildSection
{
    /// <summary>What a file without the section has.</summary>
    public static RebuildSection Default { get; } = new();

    /// <summary>Whether images are built again when their base moves; by hand they always are.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>So long a base has to have its digest before something is built from it.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>So long after it was last asked for an image is not built again for a base.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Images that one look asks for, at most.</summary>
    public int MaxWave { get; init; } = 50;

    /// <summary>So seldom a base on a registry of somebody else's is looked up.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(3600);
}
