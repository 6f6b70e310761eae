namespace RegistryJanitor.Collection;

/// <summary>What came of the collection of blobs.</summary>
/// <param name="Failure">Why it was not started or failed, a sentence with its cure; null when it succeeded or was not due.</param>
/// <param name="Taken">What is gone.</param>
public sealed record BlobOutcome(string? Failure, HoldOutcome Taken)
{
    /// <summary>Nothing to do.</summary>
    public static BlobOutcome NotDue { get; } = new(null, HoldOutcome.Nothing);
}
