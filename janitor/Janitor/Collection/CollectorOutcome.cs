namespace RegistryJanitor.Collection;

/// <summary>What came of running the registry's own collector.</summary>
public abstract record CollectorOutcome
{
    private CollectorOutcome()
    {
    }

    /// <summary>It ran to its end.</summary>
    public sealed record Collected : CollectorOutcome;

    /// <summary>It was not started, because it would have done harm or could not have worked.</summary>
    /// <param name="Sentence">Why, and the cure.</param>
    public sealed record Refused(string Sentence) : CollectorOutcome;

    /// <summary>It was started and failed.</summary>
    /// <param name="Sentence">What it said.</param>
    public sealed record Failed(string Sentence) : CollectorOutcome;
}
