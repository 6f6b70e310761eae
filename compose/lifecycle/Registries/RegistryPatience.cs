namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>How long and how often a registry is asked the same.</summary>
public sealed record RegistryPatience
{
    /// <summary>What programs have.</summary>
    public static RegistryPatience Default { get; } = new();

    /// <summary>What looks have that come again in a minute, and hold nothing up.</summary>
    public static RegistryPatience Brief { get; } = new() { Attempts = 1, LongestPause = TimeSpan.FromSeconds(1), Answer = TimeSpan.FromSeconds(10) };

    /// <summary>Times that a question is put in all.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Between the first two attempts; doubled with each.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A registry that wants to be left alone for longer is left alone by this run.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For a whole answer, but of a blob.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For a blob to its last byte.</summary>
    public TimeSpan Blob { get; init; } = TimeSpan.FromHours(1);
}
