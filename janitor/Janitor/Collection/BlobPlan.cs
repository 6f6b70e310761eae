namespace RegistryJanitor.Collection;

/// <summary>Whether a pass collects blobs.</summary>
public abstract record BlobPlan
{
    private BlobPlan(string sentence) => Sentence = sentence;

    /// <summary>What a person reads.</summary>
    public string Sentence { get; }

    /// <summary>Those that the registry's own collector finds unreferenced.</summary>
    public sealed record Collect() : BlobPlan("Then the blobs go that the registry's own collector finds unreferenced.");

    /// <summary>None: nothing goes in this pass, and the last collection is recent and succeeded.</summary>
    public sealed record NotDue() : BlobPlan("No blob would go: nothing was removed since they were last collected.");

    /// <summary>None, because the settings say so.</summary>
    public sealed record Off() : BlobPlan("No blob would go: RUN_GC=false.");

    /// <summary>None, because it would do harm.</summary>
    /// <param name="Why">The cause and the cure.</param>
    public sealed record Refused(string Why) : BlobPlan($"No blob would go: {Why}");
}
