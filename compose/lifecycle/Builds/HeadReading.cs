namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>What is known of a mirror's default branch.</summary>
public abstract record HeadReading
{
    private HeadReading()
    {
    }

    /// <summary>Its newest commit.</summary>
    /// <param name="Commit">In full, 40 or 64 digits.</param>
    public sealed record At(string Commit) : HeadReading;

    /// <summary>It has none so far, which is no fault.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record NotYet(string Why) : HeadReading;

    /// <summary>It cannot be read.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record Unreadable(string Why) : HeadReading;
}
