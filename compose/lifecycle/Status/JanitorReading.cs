namespace RegistryJanitor.Lifecycle.Status;

/// <summary>What came of asking the janitor how it is.</summary>
public abstract record JanitorReading
{
    private JanitorReading()
    {
    }

    /// <summary>Nobody said where it is.</summary>
    public sealed record NotAsked : JanitorReading;

    /// <summary>It does not answer.</summary>
    /// <param name="Why">A sentence without its stop.</param>
    public sealed record Silent(string Why) : JanitorReading;

    /// <summary>It answers.</summary>
    /// <param name="Status">What.</param>
    public sealed record Told(JanitorStatus Status) : JanitorReading;
}
