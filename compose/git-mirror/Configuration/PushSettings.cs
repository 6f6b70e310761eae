using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>How mirrors are pushed to their destinations.</summary>
public sealed record PushSettings
{
    /// <summary>Leave refs alone that somebody else changed at the destination; otherwise they are overwritten, and their tips kept aside here.</summary>
    public bool KeepDivergent { get; init; }

    /// <summary>How long a destination is believed to be as it was left.</summary>
    public TimeSpan Believed { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Reads the settings.</summary>
    public static PushSettings Read(SettingsReader read) => new()
    {
        KeepDivergent = read.Choice("MIRROR_DIVERGENT", false, ("overwrite", false), ("keep", true)),
        Believed = read.Seconds("MIRROR_VERIFY_SECS", 3600, 0, 30 * 24 * 60 * 60),
    };
}
